"""What was meant when Telex or VNI keys reached the page as plain letters: "ddawsk" is "đắk"."""

import re
import unicodedata

ACUTE, GRAVE, HOOK, TILDE, DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
TONES = {"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT}
TONES |= {"1": ACUTE, "2": GRAVE, "3": HOOK, "4": TILDE, "5": DOT}
# What each key makes of the letters before it; the first that fits counts.
MARKS = {
    "9": ("dđ",),
    "8": ("aă",),
    "7": ("uoươ", "oơ", "uư"),
    "6": ("eê", "oô", "aâ"),
    "w": ("uoươ", "aă", "oơ", "uư"),
}
DOUBLED = {"dd": "đ", "aa": "â", "ee": "ê", "oo": "ô"}
TYPED = re.compile(r"[a-z][a-z0-9]*")
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|kr|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    r"([aăâeêioôơuưy]{1,3})(?:ng|nh|ch|[ckmnpt])?"
)
DOUBLE_VOWEL = re.compile("aa|ee|oo")
SHORTEST = 3


def meant(typed: str) -> str:
    """Return the Vietnamese syllable that the keys would have made, "" where they are no slip."""
    keys = typed.lower()
    if len(keys) < SHORTEST or not TYPED.fullmatch(keys) or _is_plain(keys):
        return ""
    tone, letters = _without_tone(keys)
    for pressed, letter in DOUBLED.items():
        letters = letters.replace(pressed, letter)
    for key, changes in MARKS.items():
        letters = _marked(letters, key, changes) if key in letters[1:] else letters
    syllable = SYLLABLE.fullmatch(letters)
    return _toned(letters, syllable, tone) if syllable else ""


def _is_plain(keys: str) -> bool:
    """Whether it is a syllable as it stands; no vowel is written twice but by Telex."""
    return SYLLABLE.fullmatch(keys) is not None and not DOUBLE_VOWEL.search(keys)


def _without_tone(keys: str) -> tuple[str, str]:
    """Take the last tone key behind the first vowel out of the keys."""
    vowel = re.search("[aeiouy]", keys)
    behind = vowel.end() if vowel else len(keys)
    for place in range(len(keys) - 1, behind - 1, -1):
        if keys[place] in TONES:
            return TONES[keys[place]], keys[:place] + keys[place + 1 :]
    return "", keys


def _marked(letters: str, key: str, changes: tuple[str, ...]) -> str:
    """Take the key out and change the letters it changes."""
    rest = letters[0] + letters[1:].replace(key, "")
    for change in changes:
        plain, changed = change[: len(change) // 2], change[len(change) // 2 :]
        if plain in rest:
            return rest.replace(plain, changed, 1)
    return letters


def _toned(letters: str, syllable: re.Match[str], tone: str) -> str:
    """Set the tone on the vowel that carries a mark, else on the first one."""
    start, end = syllable.span(1)
    marked = [place for place in range(start, end) if letters[place] in "ăâêôơư"]
    place = marked[-1] if marked else start
    return unicodedata.normalize("NFC", letters[: place + 1] + tone + letters[place + 1 :])
