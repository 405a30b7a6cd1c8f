import datetime

from django.db import migrations, models


def fill(apps, schema_editor):
    """What was answered until now is taken to be about the time that the evening has."""
    Reply, Meeting = apps.get_model('groups', 'Reply'), apps.get_model('groups', 'Meeting')
    starts_at = Meeting.objects.filter(pk=models.OuterRef('meeting')).values('starts_at')[:1]
    Reply.objects.update(about=models.Subquery(starts_at))


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0002_became'),
    ]

    operations = [
        migrations.AddField(
            model_name='reply',
            name='about',
            field=models.DateTimeField(default=datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
