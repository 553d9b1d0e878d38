"""Which way money may go, and how the ledger calls it."""

from collections.abc import Mapping

from khuyencong.budget.enums import Stage

Move = tuple[Stage, Stage]
RAISE: Move = (Stage.APPROPRIATION, Stage.AVAILABLE)
LOWER: Move = (Stage.AVAILABLE, Stage.APPROPRIATION)

MOVES: Mapping[Move, str] = {
    RAISE: "Giao dự toán",
    LOWER: "Giảm dự toán",
    (Stage.AVAILABLE, Stage.PLANNED): "Đưa vào kế hoạch",
    (Stage.PLANNED, Stage.AVAILABLE): "Rút khỏi kế hoạch",
    (Stage.PLANNED, Stage.COMMITTED): "Cam kết theo hợp đồng",
    (Stage.COMMITTED, Stage.PLANNED): "Giảm giá trị hợp đồng",
    (Stage.COMMITTED, Stage.AVAILABLE): "Hủy cam kết",
    (Stage.COMMITTED, Stage.ADVANCED): "Tạm ứng",
    (Stage.COMMITTED, Stage.PAID): "Thanh toán",
    (Stage.ADVANCED, Stage.SETTLED): "Quyết toán tạm ứng",
    (Stage.ADVANCED, Stage.AVAILABLE): "Thu hồi tạm ứng",
    (Stage.PAID, Stage.SETTLED): "Quyết toán thanh toán",
    (Stage.PAID, Stage.AVAILABLE): "Thu hồi thanh toán",
    (Stage.SETTLED, Stage.AVAILABLE): "Thu hồi sau quyết toán",
}
