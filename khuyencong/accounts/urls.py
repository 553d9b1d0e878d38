from django.urls import URLPattern, URLResolver, include, path

from khuyencong.accounts.views import (
    account,
    identity,
    organisations,
    people,
    second_factor,
    sessions,
    sign_in,
)

person: list[URLPattern] = [
    path("", people.person, name="person"),
    path("sua/", people.edit_person, name="edit_person"),
    path("vai-tro/", people.assign_role, name="assign_role"),
    path("dieu-chuyen/", people.move_person, name="move_person"),
    path("ban-giao/", people.hand_over, name="hand_over"),
    path("uy-quyen/", account.delegate, name="delegate"),
    path("mat-khau/", people.reset_password, name="reset_password"),
    path("khoa-dang-nhap/", people.reset_second_factor, name="reset_second_factor"),
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
    path("dang-nhap/chua-co-tai-khoan/", identity.unknown, name="unknown_identity"),
    path("dang-nhap/chua-duoc/", identity.failed, name="identity_failed"),
    path("phien/", sign_in.session, name="session"),
    path("mat-khau/", sign_in.change_password, name="change_password"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/phien/", sessions.sessions, name="sessions"),
    path("tai-khoan/phien/khac/", sessions.end_other_sessions, name="end_other_sessions"),
    path("tai-khoan/phien/<slug:public_id>/", sessions.end_session, name="end_session"),
    path("tai-khoan/uy-quyen/", account.delegate_own, name="delegate_own"),
    path(
        "tai-khoan/uy-quyen/<slug:public_id>/",
        account.end_own_delegation,
        name="end_own_delegation",
    ),
    path("quan-tri/", include(administration)),
]

# allauth looks its pages up by these names; what is not here (signing up, e-mail addresses, password
# reset by mail, sign-in by mailed code) does not exist on our site.
confirming: list[URLPattern | URLResolver] = [
    path("", sign_in.confirm_by_password, name="account_reauthenticate"),
    path("ma/", sign_in.confirm_by_code, name="mfa_reauthenticate"),
    path("khoa/", sign_in.confirm_by_key, name="mfa_reauthenticate_webauthn"),
]
protection: list[URLPattern | URLResolver] = [
    path("", second_factor.overview, name="mfa_index"),
    path("ung-dung/", second_factor.add_code, name="mfa_activate_totp"),
    path("ung-dung/bo/", second_factor.remove_code, name="mfa_deactivate_totp"),
    path("khoa/", second_factor.add_key, name="mfa_add_webauthn"),
    path("khoa/<int:pk>/bo/", second_factor.remove_key, name="mfa_remove_webauthn"),
    path("ma-du-phong/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("ma-du-phong/moi/", second_factor.renew_codes, name="mfa_generate_recovery_codes"),
]
sign_in_urls: list[URLPattern | URLResolver] = [
    path("dang-nhap/", sign_in.sign_in, name="account_login"),
    path("dang-nhap/khoa/", sign_in.sign_in_by_key, name="mfa_login_webauthn"),
    path("dang-nhap/buoc-hai/", sign_in.second_step, name="mfa_authenticate"),
    path("dang-nhap/xac-nhan/", include(confirming)),
    path("dang-nhap/dang-khoa/", identity.inactive, name="account_inactive"),
    path("dang-nhap/<slug:provider_id>/", identity.begin, name="openid_connect_login"),
    path("dang-nhap/<slug:provider_id>/xong/", identity.finish, name="openid_connect_callback"),
    path("dang-xuat/", sign_in.sign_out, name="account_logout"),
    path("tai-khoan/bao-ve/", include(protection)),
]
