from khuyencong.core.memory import remembered, remembering


def counting():
    asked = []

    @remembered
    def double(number, *, plus=0):
        asked.append(number)
        return 2 * number + plus

    return double, asked


def test_inside_the_block_each_question_is_asked_once():
    double, asked = counting()
    with remembering():
        assert [double(2), double(2), double(2, plus=1), double(3)] == [4, 4, 5, 6]
    assert asked == [2, 2, 3]


def test_an_inner_block_shares_the_memory_and_nothing_outlives_the_outer_one():
    double, asked = counting()
    with remembering():
        double(2)
        with remembering():
            double(2)
        double(2)
    assert double(2) == 4
    assert asked == [2, 2]


def test_outside_nothing_is_remembered():
    double, asked = counting()
    assert double(2) == double(2)
    assert asked == [2, 2]
