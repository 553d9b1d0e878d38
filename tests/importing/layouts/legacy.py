"""Text as it was typed with the fonts of the years before Unicode: TCVN3 (ABC) and VNI."""

import unicodedata

_TCVN3 = dict(
    zip(
        "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâđêôơưĂÂĐÊÔƠƯ",
        "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¨©®ª«¬\xad¡¢§£¤¥¦",  # noqa: RUF001 - letters of the old font
        strict=True,
    )
)
_VNI_TONES = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_MARKS = {
    "\u0302": {"": "â", "\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"},
    "\u0306": {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"},
}
_VNI_WHOLE = {"ỉ": "æ", "ĩ": "ó", "ị": "ò", "ì": "ì", "í": "í", "ỵ": "î", "đ": "ñ"}


def can_be_tcvn3(text: str) -> bool:
    """Tell whether nothing is lost: capitals with a tone had a font of their own."""
    return all(c.isascii() or c in _TCVN3 for c in unicodedata.normalize("NFC", text))


def tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(c, c) for c in unicodedata.normalize("NFC", text))


def vni(text: str) -> str:
    return "".join(_vni_letter(c) for c in unicodedata.normalize("NFC", text))


def _vni_letter(letter: str) -> str:
    low = letter.lower()
    whole = _VNI_WHOLE.get(low) or _vni_parts(low)
    return whole if letter == low else whole.upper()


def _vni_parts(letter: str) -> str:
    base, *signs = unicodedata.normalize("NFD", letter)
    tone = next((s for s in signs if s in _VNI_TONES), "")
    mark = next((s for s in signs if s in _VNI_MARKS), "")
    if "\u031b" in signs:
        return {"o": "ô", "u": "ö"}[base] + _VNI_TONES.get(tone, "")
    return base + (_VNI_MARKS[mark][tone] if mark else _VNI_TONES.get(tone, ""))
