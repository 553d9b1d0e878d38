"""No English reaches a form; days and numbers read as Vietnamese offices write them."""

import ast
import datetime as dt
import importlib.util
import re
from pathlib import Path

import allauth
import django
import pytest
from django import forms as django_forms
from django.conf import settings
from django.template import Context, Template
from django.utils import formats, translation

ROOT = Path(__file__).resolve().parents[2]
DJANGO = Path(django.__file__).parent
WRITERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
SAME_EVERYWHERE = {":?.!", ":", "IPv4", "IPv6"}
KINDS_OF_FIELDS = {
    "String (unlimited)",
    "%(from)s-%(to)s relationship",
    "%(from)s-%(to)s relationships",
}
ALLAUTH = Path(allauth.__file__).parent
SIGN_IN = (
    "account/adapter.py",
    "account/fields.py",
    "account/forms.py",
    "mfa/adapter.py",
    "mfa/models.py",
    "mfa/*/forms.py",
    "socialaccount/adapter.py",
)
SIGN_IN_SENTENCES = (
    "templates/account/messages/logged_out.txt",
    "templates/mfa/messages/*.txt",
)
# Said only where codes are shown once and never again, which is not our way.
UNUSED = {("Save them  in a secure location now — they won't be shown again.",)}
SPEAKERS = (
    "forms/*.py",
    "core/validators.py",
    "db/models/base.py",
    "db/models/constraints.py",
    "db/models/fields/*.py",
    "contrib/auth/password_validation.py",
    "contrib/auth/validators.py",
    "contrib/postgres/validators.py",
    "contrib/postgres/forms/*.py",
    "contrib/postgres/fields/*.py",
)


def told(node):
    """The texts of one call of a translating function, singular first."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    if not is_call or node.func.id not in WRITERS:
        return ()
    return tuple(a.value for a in node.args if isinstance(getattr(a, "value", None), str))


def messages_of(path):
    """The messages a module of Django may show in a form, without descriptions of field types."""
    tree = ast.parse(path.read_text())
    descriptions = {
        id(call)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "description"
        for call in ast.walk(node)
    }
    return (
        {
            texts[:2] if "n" in node.func.id[:1] else texts[:1]
            for node in ast.walk(tree)
            if id(node) not in descriptions and (texts := told(node))
        }
        - {(text,) for text in SAME_EVERYWHERE | KINDS_OF_FIELDS}
        - {()}
    )


def in_vietnamese(texts):
    with translation.override("vi"):
        return translation.ngettext(*texts, 2) if len(texts) == 2 else translation.gettext(*texts)


def test_every_message_django_may_show_in_a_form_is_vietnamese():
    found = {m for pattern in SPEAKERS for p in DJANGO.glob(pattern) for m in messages_of(p)}
    english = {m for m in found if in_vietnamese(m) in m}
    assert len(found) > 80
    assert english == set()


def test_every_message_of_the_sign_in_is_vietnamese():
    found = {m for pattern in SIGN_IN for p in ALLAUTH.glob(pattern) for m in messages_of(p)}
    found |= {
        (text,)
        for pattern in SIGN_IN_SENTENCES
        for path in ALLAUTH.glob(pattern)
        for text in re.findall(r"{% blocktrans(?:late)? %}(.+?){% end", path.read_text())
    }
    english = {m for m in found - UNUSED if in_vietnamese(m) in m}
    assert len(found) > 60
    assert english == set()


def test_translations_keep_the_places_of_their_figures():
    place = re.compile(r"%\(\w+\)[sdr]|{\w+}|%d")
    for pattern in SPEAKERS:
        for path in DJANGO.glob(pattern):
            for message in messages_of(path):
                wanted = set(place.findall(message[-1]))
                assert set(place.findall(in_vietnamese(message))) <= wanted, message


def test_compiled_catalogue_is_current():
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    messages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(messages)
    source = messages.SOURCE.read_text(encoding="utf-8")
    assert messages.TARGET.read_bytes() == messages.compiled(source), "run scripts/messages.py"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (django_forms.CharField(), ""),
        (django_forms.CharField(), "a\0b"),
        (django_forms.CharField(max_length=3), "abcd"),
        (django_forms.IntegerField(max_value=5), "6"),
        (django_forms.IntegerField(), "x"),
        (django_forms.ChoiceField(choices=[("a", "A")]), "b"),
        (django_forms.FileField(), None),
        (django_forms.UUIDField(), "x"),
        (django_forms.JSONField(), "{"),
        (django_forms.EmailField(), "x"),
    ],
)
def test_complaints_are_in_vietnamese(field, text):
    with pytest.raises(django_forms.ValidationError) as caught:
        field.clean(text)
    said = " ".join(caught.value.messages)
    assert re.search("[àáảãạăâđêôơưếềốồộớờợứừựấầậắằặịỉọủũụý]", said), said


def test_days_and_numbers_follow_our_own_formats():
    day = dt.date(2026, 3, 5)
    with translation.override("vi"):
        assert formats.date_format(day, "SHORT_DATE_FORMAT") == "05/03/2026"
        assert formats.number_format(1056000.5, 1, use_l10n=True, force_grouping=True) == (
            "1.056.000,5"
        )
        assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"
        assert django_forms.DateField().clean("05/03/2026") == day


def test_settings_speak_vietnamese():
    assert settings.LANGUAGE_CODE == "vi"
    assert Template("{{ day }}").render(Context({"day": dt.date(2026, 11, 21)})) == "21/11/2026"
