"""The domain pictures: drawn to scale, readable without seeing them."""

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.ui.pictures import SOURCES, life_line, money_bar

MILLION = 10**6
STOPS = [
    ("Nộp", "03/02", "done"),
    ("Thực hiện", "còn 68 ngày làm việc", "now"),
    ("Nghiệm thu", "hạn 30/09", "next"),
]


def rendered(source, **context):
    return Template(source).render(Context(context))


def test_bar_is_drawn_to_scale():
    bar = money_bar(
        [("local", "Địa phương", 150 * MILLION), ("counterpart", "Đối ứng", 350 * MILLION)]
    )
    assert [(part.x, part.width) for part in bar.parts] == [
        ("0.00%", "30.00%"),
        ("30.00%", "70.00%"),
    ]
    assert bar.total == "500"


def test_bar_writes_only_words_that_fit():
    bar = money_bar(
        [
            ("local", "khuyến công địa phương", 150 * MILLION),
            ("counterpart", "vốn đối ứng", 336 * MILLION),
            ("other", "nguồn khác", 5 * MILLION),
        ]
    )
    assert [part.words for part in bar.parts] == ["150", "vốn đối ứng 336", ""]


def test_bar_leaves_out_what_is_nothing():
    assert [p.source for p in money_bar([("local", "a", 0), ("other", "b", 5)]).parts] == ["other"]


def test_bar_refuses_an_unknown_source():
    with pytest.raises(ValueError, match="no source"):
        money_bar([("bank", "Ngân hàng", 1)])


@given(
    st.lists(st.tuples(st.sampled_from(SOURCES), st.just("x"), st.integers(1, 10**15)), max_size=6)
)
def test_widths_of_any_bar_fill_it(parts):
    widths = sum(float(part.width.rstrip("%")) for part in money_bar(parts).parts)
    assert widths == pytest.approx(100 if parts else 0, abs=0.1)


def test_bar_tells_its_figures_in_a_table():
    html = rendered("{% money_bar parts %}", parts=[("local", "Địa phương", 2309500000)])
    assert '<td class="num" title="2.309.500.000 đồng">2.309,5</td>' in html
    assert 'width="100.00%"' in html


def test_empty_bar_says_so():
    assert "Chưa ghi số tiền nào" in rendered("{% money_bar parts %}", parts=[])


def test_life_line_tells_each_state_in_words():
    html = rendered("{% life_line stops %}", stops=STOPS)
    assert "(đã xong)" in html
    assert 'aria-current="step"' in html
    assert "(chưa đến)" in html


def test_life_line_breaks_a_long_detail_in_two():
    stops = life_line([("Phê duyệt", "QĐ 75/QĐ-UBND · 11/03/2026", "done"), *STOPS])
    assert stops[0].lines == ["QĐ 75/QĐ-UBND", "11/03/2026"]
    assert stops[2].lines == ["còn 68 ngày", "làm việc"]


def test_life_line_refuses_an_unknown_state():
    with pytest.raises(ValueError, match="no state"):
        life_line([("Nộp", "", "maybe")])
