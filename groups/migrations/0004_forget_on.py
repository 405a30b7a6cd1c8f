from datetime import date

from django.db import migrations, models


def a_year_after(last):
    """As groups.ending said when this was written."""
    try:
        return last.replace(year=last.year + 1)
    except ValueError:  # 29 February
        return date(last.year + 1, 2, 28)


def fill(apps, schema_editor):
    """Twelve months after the last meeting, as forgetting counted until now."""
    Group = apps.get_model('groups', 'Group')
    for group in Group.objects.annotate(last=models.Max('meetings__on_date')).iterator():
        day = a_year_after(max(group.last or group.first_on, group.first_on))
        Group.objects.filter(pk=group.pk).update(forget_on=day)


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0003_reply_about'),
    ]

    operations = [
        migrations.AddField(
            model_name='group',
            name='forget_on',
            field=models.DateField(default=date(9999, 12, 31)),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
