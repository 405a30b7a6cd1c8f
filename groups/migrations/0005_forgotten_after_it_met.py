from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0004_forget_on'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('forget_on__gt', models.F('first_on'))), name='group_forgotten_after_it_met'),
        ),
    ]
