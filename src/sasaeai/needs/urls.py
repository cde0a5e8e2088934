"""Addresses of troubles."""

from django.urls import path

from sasaeai.needs.views import importing, letters, listing, need, photos, sorting, words
from sasaeai.ui.access import needs

SEE, RECORD = "needs.see", "needs.record"

app_name = "needs"
urlpatterns = [
    path("", needs(SEE, listing.need_list), name="list"),
    path("board/", needs(SEE, listing.board), name="board"),
    path("export/", needs("needs.export", listing.export), name="export"),
    path("new/", needs(RECORD, need.intake), name="new"),
    path("message/", needs(RECORD, need.message), name="message"),
    path("import/", needs("needs.import", importing.import_page), name="import"),
    path("batches/", needs(SEE, importing.batches), name="batches"),
    path("sort/", needs(RECORD, sorting.sort), name="sort"),
    path("sort/anew/", needs(RECORD, sorting.suggest_anew), name="suggest-anew"),
    path("alike/", needs(RECORD, sorting.alike), name="alike"),
    path("alike/settle/", needs(RECORD, sorting.settle_alike), name="settle-alike"),
    path("letters/", needs(SEE, letters.letters), name="letters"),
    path("letters/<int:pk>/", needs(SEE, letters.letter), name="letter"),
    path("letters/<int:pk>/decide/", needs(RECORD, letters.letter_decide), name="letter-decide"),
    path("referrals/", needs(SEE, need.referrals), name="referrals"),
    path("referrals/new/", needs(RECORD, need.refer_new), name="refer-new"),
    path("referrals/drop/", needs(RECORD, need.referral_drop), name="referral-drop"),
    path("words/", needs("needs.words", words.words), name="words"),
    path("words/drop/", needs("needs.words", words.word_drop), name="word-drop"),
    path("<int:pk>/", needs(SEE, need.need), name="need"),
    path("<int:pk>/edit/", needs(RECORD, need.correct), name="correct"),
    path("<int:pk>/step/", needs(RECORD, need.step), name="step"),
    path("<int:pk>/settle/", needs(RECORD, need.settle), name="settle"),
    path("<int:pk>/refer/", needs(RECORD, need.refer), name="refer"),
    path("<int:pk>/photos/add/", needs(RECORD, photos.photo_add), name="photo-add"),
    path("<int:pk>/photos/<int:number>/", needs(SEE, photos.photo), name="photo"),
    path(
        "<int:pk>/photos/<int:number>/remove/",
        needs(RECORD, photos.photo_remove),
        name="photo-remove",
    ),
    path("<int:pk>/do/<slug:sort>/", needs(RECORD, need.deed), name="deed"),
]
