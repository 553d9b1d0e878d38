"""What imports show elsewhere: menu, the first useful thing, who may read the uploaded files."""

from khuyencong.accounts.models import User
from khuyencong.documents.models import StoredFile
from khuyencong.documents.registry import OWNERS, FileOwner
from khuyencong.importing.models import LOAD, ImportBatch
from khuyencong.ui.menu import MENU, MenuItem
from khuyencong.ui.offers import STARTS, Start


def may_read(file: StoredFile, user: User) -> bool:
    """Return whether a file is a workbook of an import that the person sees."""
    return ImportBatch.objects.visible_to(user).filter(file=file).exists()


OWNERS.register(FileOwner("importing", may_read))
MENU.register(MenuItem("Nhập liệu", "importing:batches", "upload", LOAD, order=55))
STARTS.register(
    Start(
        name="importing.upload",
        text="Danh sách đề án, cơ sở, sản phẩm đang có trong tệp Excel đưa vào được ngay:"
        " phần mềm đọc tệp và chỉ từng ô cần xem lại.",
        label="Nhập từ tệp Excel",
        url_name="importing:upload",
        permission=LOAD,
        order=30,
    )
)
