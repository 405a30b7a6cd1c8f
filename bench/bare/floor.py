"""The floor: render, build and send over one open connection, in one process, without a database.

A yardstick: kept tiny, never tuned. It writes the same letter as ours, with fixed links.
"""

import sys
import time

import django


def main(count: int) -> None:
    """Send so many; prints messages per second."""
    django.setup()
    from django.conf import settings
    from django.core.mail import EmailMultiAlternatives, get_connection
    from django.template.loader import render_to_string

    from groups.reminders.channels.letter import Button, Letter

    begun = time.perf_counter()
    with get_connection() as line:
        for number in range(count):
            url = f"{settings.SITE_URL}/r/{number:024}/"
            letter = Letter(
                subject="Tuesday at 7",
                preview="Your chair is kept either way",
                heading="Tuesday, 7 pm",
                opening=(f"Member {number}, we meet in two days.",),
                cards=(("Tuesday 24 November, 7 pm", "Harbour Street Library"),),
                buttons=(Button("I will be there", url, solid=True), Button("I can’t come", url)),
                closing=("You don’t have to do anything with this email.",),
                signed="Ruth",
                why="You get this because you joined a group that Ruth leads.",
            )
            context = {"letter": letter, "language": "en", "site_name": "Kept Chair",
                       "organisation": "Harbour Street", "choices": url}  # fmt: skip
            message = EmailMultiAlternatives(
                letter.subject, render_to_string("mail/letter.txt", context),
                "Ruth at Harbour Street <chairs@localhost>", [f"member{number}@example.org"],
                headers={"Message-ID": f"<{number}@localhost>"},
            )  # fmt: skip
            message.attach_alternative(render_to_string("mail/letter.html", context), "text/html")
            line.send_messages([message])
    print(count / (time.perf_counter() - begun))


if __name__ == "__main__":
    main(int(sys.argv[1]))
