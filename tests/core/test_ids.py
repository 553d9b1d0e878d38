from khuyencong.core.ids import ALPHABET, LENGTH, new_public_id


def test_public_ids_are_long_enough_to_defy_guessing_and_easy_to_read():
    found = {new_public_id() for _ in range(1000)}
    assert len(found) == 1000
    assert {len(i) for i in found} == {LENGTH}
    assert set("".join(found)) <= set(ALPHABET)
    assert not set("01ilo") & set(ALPHABET)
    assert len(ALPHABET) ** LENGTH > 2**48
