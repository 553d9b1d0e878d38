"""What the words of office lists mean in our codes; folded, the first that fits counts."""

import functools
import re

from khuyencong.core.text import fold

Table = tuple[tuple[str, str], ...]

SCHEME_KINDS: Table = (
    (r"trinh dien|demo_model|mo hinh", "demonstration_model"),
    (r"day chuyen cong nghe", "technology_line"),
    (r"chuyen giao cong nghe", "technology_transfer"),
    (r"san xuat sach hon", "cleaner_production_pilot"),
    (r"may moc|thiet bi|day chuyen|equipment|may ", "machinery"),
    (r"dao tao nghe|truyen nghe|^training$", "vocational_training"),
    (r"tap huan|hoi thao|nang cao nang luc|boi duong", "management_course"),
    (r"nhan hieu|thuong hieu|branding", "trademark"),
    (r"phong trung bay|gian hang gioi thieu", "showroom"),
    (r"hoi cho|trien lam", "fair_participation"),
    (r"binh chon", "selection_province"),
    (r"tuyen truyen|thong tin|truyen thong|ban tin|communication", "media"),
    (r"tu van", "consulting"),
    (r"cum cong nghiep", "cluster_infrastructure"),
)
SCHEME_STATES: Table = (
    (r"ngung|dung thuc hien|cham dut", "stopped"),
    (r"khong (?:thuc hien|trien khai)|dua ra|loai", "dropped"),
    (r"hoan thanh|quyet toan|thanh ly|da ho tro|chuyen giao|ket thuc", "closed"),
    (r"nghiem thu|ban giao", "accepted"),
    (r"dang|khai giang|chay thu|trien khai|thuc hien", "under_way"),
    (r"de xuat|de nghi|dang ky|trinh", "submitted"),
    (r"phe duyet|giao|duyet", "approved"),
)
# Where a scheme stands that is taken over; what is told as not yet done comes before what is.
RUNNING_STATES: Table = (
    (r"(?:chua|cho) ky", "approved"),
    (r"(?:chua|cho) (?:nghiem thu|ban giao)", "under_way"),
    (r"nghiem thu|ban giao", "accepted"),
    (r"quyet toan|thanh ly|hoan thanh|ket thuc", "closed"),
    (r"dang|trien khai|thuc hien", "under_way"),
    (r"hop dong|da ky", "contracted"),
    (r"phe duyet|giao|duyet", "approved"),
)
FUNDS: Table = (
    (r"kcqg|quoc gia|trung uong|\btw\b", "national"),
    (r"kcdp|dia phuong|tinh|\bdp\b", "local"),
)
PRODUCT_GROUPS: Table = (
    (r"^[1-4]$", ""),
    (r"thu cong my nghe|my nghe", "1"),
    (r"nong.*lam.*thuy san|thuc pham|do uong", "2"),
    (r"may moc|thiet bi|co khi|phu tung", "3"),
    (r"khac", "4"),
)
# A group that the list does not tell is inferred from the product's own name.
PRODUCT_NAMES: Table = (
    (r"may |thiet bi|dung cu|phu tung|bom|noi hoi|lo say", "3"),
    (
        (
            r"tre\b|may tre|coi|tho cam|gom|su|dieu khac|cham|tranh|tuong|go my nghe|lua|theu|son mai"
            r"|dan\b|non la|binh hoa|lo luc binh|trong dong|guom|khay|tuong"
        ),
        "1",
    ),
    (
        (
            r"che\b|tra\b|ca phe|gao|bun|mien|banh|ruou|mat ong|nuoc mam|mam|muoi|tieu\b|dieu\b|hat "
            r"|nam\b|trung thao|duoc lieu|cao\b|tinh bot|bot |dau |nuoc|sua|keo|mut|say|kho\b|thit|ca "
            r"|tom|cha |gio |nem|lap xuong|yen|dua|trai cay|rau|mac ca|ca cao|so co la|nuoc ep"
        ),
        "2",
    ),
)
LEVELS: Table = (
    (r"quoc gia|trung uong", "national"),
    (r"khu vuc|vung", "region"),
    (r"cap tinh|tinh|thanh pho", "province"),
    (r"huyen|thi xa|quan", "district"),
    (r"xa|phuong", "commune"),
)
LEVEL_MARKS = (
    ("level_national", "national"),
    ("level_region", "region"),
    ("level_province", "province"),
    ("level_district", "district"),
)
TRADES: Table = (
    (
        r"gom|theu|det|tho cam|may tre|coi|my nghe|go my nghe|cham|duc dong|da my nghe",
        "handicrafts",
    ),
    (r"co khi|may moc|thiet bi|dien|phu tung|ho tro", "mechanics"),
    (r"gach|vat lieu|xi mang|da xay dung|phan bon|hoa chat", "chemicals_materials"),
    (
        (
            r"che\b|tra\b|ca phe|gao|bun|mien|banh|ruou|mat ong|mam|nong san|thuc pham|nong|lam san"
            r"|thuy san|che bien|duoc lieu|trai cay|rau|thit|nuoc"
        ),
        "agro_processing",
    ),
    (r"may mac|giay|da giay|hang tieu dung", "consumer_goods"),
    (r"khoang san|khai thac", "mining"),
)
LEGAL_FORM_LABELS: Table = (
    (r"^lien hiep", "cooperative_union"),
    (r"^(?:hop tac xa|htx)", "cooperative"),
    (r"^(?:to hop tac|tht)", "cooperative_group"),
    (r"^(?:ho|hkd)\b", "business_household"),
    (r"tnhh|trach nhiem huu han", "limited_company"),
    (r"co phan|\bcp\b|ctcp", "joint_stock_company"),
    (r"hop danh", "partnership"),
    (r"dntn|doanh nghiep tu nhan", "private_enterprise"),
    (r"cong ty|cty", "company"),
    (r"lang nghe", "craft_village"),
    (r"co so", "production_site"),
    (r"doanh nghiep|xi nghiep", "other_enterprise"),
)


@functools.lru_cache(maxsize=20_000)
def meaning(table: Table, text: str) -> str:
    """Return the code of the first entry that fits the text, "" where none does."""
    folded = fold(text)
    if not folded:
        return ""
    return next((code for words, code in table if re.search(words, folded)), "")
