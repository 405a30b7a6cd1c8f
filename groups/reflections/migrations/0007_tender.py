import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0003_reply_about'),
        ('reflections', '0006_keepsake'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TenderConsent',
            fields=[
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='groups.membership')),
                ('told_since', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='TenderDate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField()),
                ('day', models.PositiveSmallIntegerField()),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('sealed', models.BinaryField(blank=True, default=bytes)),
                ('created_at', models.DateTimeField(db_index=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tender', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('person', 'place'), name='tender_once_a_place'),
                    models.UniqueConstraint(condition=models.Q(('year__isnull', True)), fields=('person', 'month', 'day'), name='tender_every_year_once'),
                    models.UniqueConstraint(condition=models.Q(('year__isnull', False)), fields=('person', 'month', 'day', 'year'), name='tender_single_day_once'),
                    models.CheckConstraint(condition=models.Q(('place__gte', 1), ('place__lte', 24)), name='tender_a_few_at_most'),
                    models.CheckConstraint(condition=models.Q(('day__gte', 1), models.Q(models.Q(('day__lte', 31), ('month__in', [1, 3, 5, 7, 8, 10, 12])), models.Q(('day__lte', 30), ('month__in', (4, 6, 9, 11))), models.Q(('day__lte', 29), ('month', 2)), _connector='OR')), name='tender_day_exists'),
                    models.CheckConstraint(condition=models.Q(('year__isnull', True), models.Q(('year__gte', 2000), ('year__lte', 2099), models.Q(models.Q(('day', 29), ('month', 2), _negated=True), ('year__in', [2000, 2004, 2008, 2012, 2016, 2020, 2024, 2028, 2032, 2036, 2040, 2044, 2048, 2052, 2056, 2060, 2064, 2068, 2072, 2076, 2080, 2084, 2088, 2092, 2096]), _connector='OR')), _connector='OR'), name='tender_year_has_the_day'),
                ],
            },
        ),
    ]
