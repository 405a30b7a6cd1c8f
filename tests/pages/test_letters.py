"""Forms come in UTF-8: no other charset reaches a view, and none ends as a page 500."""

import pytest

from tests.cast import person

FORM = (
    b'--edge\r\nContent-Disposition: form-data; name="login"\r\n\r\na+2AA-@example.org\r\n'
    b'--edge\r\nContent-Disposition: form-data; name="words"\r\n\r\n+2AA-\r\n--edge--\r\n'
)


@pytest.mark.parametrize(
    "charset", ["utf-7", "hex", "unicode_escape", "undefined", "nonsense", "\x01"]
)
@pytest.mark.parametrize("page", ["/sign-in/", "/sign-out/", "/writing/new/", "/you/name/"])
def test_a_form_in_another_charset_is_refused(client, page, charset):
    client.force_login(person("Ewa"))
    client.raise_request_exception = False
    kind = f"multipart/form-data; boundary=edge; charset={charset}"
    assert client.generic("POST", page, FORM, content_type=kind).status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", '"utf-8"'])
def test_a_form_that_says_it_is_utf8_is_read(client, charset):
    kind = f"multipart/form-data; boundary=edge; charset={charset}"
    assert client.generic("POST", "/sign-in/", FORM, content_type=kind).status_code == 422


def test_a_query_in_another_charset_is_refused(client):
    kind = "text/plain; charset=utf-7"
    assert client.get("/sign-in/?next=/%2B2AA-", CONTENT_TYPE=kind).status_code == 400
