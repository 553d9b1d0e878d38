from django.urls import path

from khuyencong.schemes.views import batches, detail, dossier, listing, steps, taking_over, writing

app_name = "schemes"
SCHEME = "de-an/<str:public_id>/"
BATCH = "ke-hoach/<str:public_id>/"
urlpatterns = [
    path("de-an/", listing.schemes, name="list"),
    path("de-an/moi/", writing.create, name="create"),
    path("de-an/tiep-nhan/", taking_over.take_over, name="take_over"),
    path(SCHEME, detail.detail, name="detail"),
    path(f"{SCHEME}co-so/", writing.choose_establishment, name="choose_establishment"),
    path(f"{SCHEME}soan/<slug:part>/", writing.write, name="write"),
    path(f"{SCHEME}giay-to/<slug:requirement>/", dossier.attach, name="attach"),
    path(f"{SCHEME}gan-trang/", dossier.assign, name="assign_pages"),
    path(f"{SCHEME}go-giay-to/<str:document_id>/", dossier.remove, name="remove_document"),
    path(f"{SCHEME}buoc/<slug:code>/", steps.step, name="step"),
    path(f"{SCHEME}dinh-chinh/", steps.correct, name="correct"),
    path(f"{SCHEME}giao-viec/", steps.assign, name="assign"),
    path(f"{SCHEME}rut-buoc/<str:step_id>/", steps.take_back, name="take_back"),
    path(f"{SCHEME}rut-viec/<str:event_id>/", steps.take_back_event, name="take_back_event"),
    path("ke-hoach/", batches.batches, name="batches"),
    path("ke-hoach/moi/", batches.open_batch, name="open_batch"),
    path(BATCH, batches.batch, name="batch"),
    path(f"{BATCH}them/", batches.add, name="add_to_batch"),
    path(f"{BATCH}bot/<str:scheme_id>/", batches.remove, name="remove_from_batch"),
    path(f"{BATCH}trinh/", batches.submit, name="submit_batch"),
    path(f"{BATCH}rut/", batches.take_back, name="take_back_batch"),
    path(f"{BATCH}phe-duyet/", batches.approve, name="approve_batch"),
]
