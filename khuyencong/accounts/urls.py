from django.urls import URLPattern, URLResolver, include, path

from khuyencong.accounts.views import account, organisations, people, sign_in

person: list[URLPattern] = [
    path("", people.person, name="person"),
    path("sua/", people.edit_person, name="edit_person"),
    path("vai-tro/", people.assign_role, name="assign_role"),
    path("dieu-chuyen/", people.move_person, name="move_person"),
    path("ban-giao/", people.hand_over, name="hand_over"),
    path("uy-quyen/", account.delegate, name="delegate"),
    path("mat-khau/", people.reset_password, name="reset_password"),
    path("khoa/", people.lock_person, name="lock_person"),
    path("mo-khoa/", people.unlock_person, name="unlock_person"),
]
organisation: list[URLPattern] = [
    path("", organisations.organisation, name="organisation"),
    path("sua/", organisations.edit_organisation, name="edit_organisation"),
    path("doi-ten/", organisations.rename_organisation, name="rename_organisation"),
    path("tham-quyen/", organisations.grant_power, name="grant_power"),
    path("ket-thuc/", organisations.close_organisation, name="close_organisation"),
]
administration: list[URLPattern | URLResolver] = [
    path("", people.administration, name="administration"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/them/", people.new_person, name="new_person"),
    path("nguoi-dung/<slug:public_id>/", include(person)),
    path("phan-cong/<slug:public_id>/", people.end_assignment, name="end_assignment"),
    path("uy-quyen/<slug:public_id>/", account.end_delegation, name="end_delegation"),
    path("to-chuc/", organisations.organisations, name="organisations"),
    path("to-chuc/them/", organisations.new_organisation, name="new_organisation"),
    path("to-chuc/<slug:public_id>/", include(organisation)),
    path("tham-quyen/<slug:public_id>/", organisations.end_power, name="end_power"),
    path("vai-tro/", organisations.roles, name="roles"),
]

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
    path("phien/", sign_in.session, name="session"),
    path("mat-khau/", sign_in.change_password, name="change_password"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/uy-quyen/", account.delegate_own, name="delegate_own"),
    path(
        "tai-khoan/uy-quyen/<slug:public_id>/",
        account.end_own_delegation,
        name="end_own_delegation",
    ),
    path("quan-tri/", include(administration)),
]
