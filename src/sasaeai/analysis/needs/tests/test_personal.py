"""Names, phones and addresses in what people write, found so that they can be masked."""

from __future__ import annotations

import pytest

from sasaeai.analysis.needs.personal.finding import masked, personal_in
from sasaeai.analysis.needs.tests.told_of_people import measured, told_of_people


def hidden(text):
    return masked(text, personal_in(text))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("隣の青木花子さんがごみを出せない", "隣の［名前］さんがごみを出せない"),
        ("昨日髙橋様宅を訪問", "昨日［名前］様宅を訪問"),
        ("渡邉　綾乃氏より", "渡邉　綾乃氏より".replace("渡邉　綾乃", "［名前］")),
        ("ｻｻｷさんの家", "［名前］さんの家"),
        ("近所のきくちゃんと", "近所の［名前］ちゃんと"),
        ("久保 ミツさんと木下さん", "［名前］さんと［名前］さん"),
        ("霧島谷さんの奥さん", "［名前］さんの奥さん"),
        ("加納会長が来た", "［名前］会長が来た"),
        ("木下家の庭", "［名前］家の庭"),
        ("石田の奥さん", "［名前］の奥さん"),
        ("宇野（82歳）", "［名前］（82歳）"),
        ("氏名：江川 和子", "氏名：［名前］"),
        ("カノウ　ハナコ", "［名前］"),
        ("一ノ瀬さん", "［名前］さん"),
        ("青木・石田・宇野の三氏", "［名前］・［名前］・［名前］の三氏"),
        ("霧島谷美智子さん", "［名前］さん"),
        ("木下と申します", "［名前］と申します"),
        ("いつもくぼさちこさんが", "いつも［名前］さんが"),
        ("隣のどれみさんが", "隣の［名前］さんが"),
        ("隣のゴンザレスさん", "隣の［名前］さん"),
        ("江川凛夢さんが", "［名前］さんが"),
        ("社協・青木・宇野の三者で", "社協・［名前］・［名前］の三者で"),
        ("おいしい りんごがほしい", "おいしい りんごがほしい"),
        ("相談者：民生委員。", "相談者：民生委員。"),
        ("電話は+81 90-1234-5678まで", "電話は［電話番号］まで"),
        ("3丁目5番地の角", "3丁目5番地の角"),
        ("自宅12番地の前", "自宅12番地の前"),
    ],
)
def test_names_are_found_whatever_the_writing(text, left):
    assert hidden(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "民生委員さんと町内会長さんに相談",
        "皆様、お客様、患者様",
        "八百屋さん、大工さん、業者さん、店長さん",
        "お父さんも奥さんも娘さんも",
        "ケアマネさん、ヘルパーさん、コーディネーターさん",
        "様々な模様、多様な様子、同様に",
        "ちゃんと食べているか、たくさん歩けるか",
        "赤ちゃん、おばあちゃん、ワンちゃん",
        "鈴木会館、佐藤商店さん、山本医院",
        "石川県、前田川、吉田地区",
        "お疲れ様、お互い様、ご苦労様",
        "彼氏、摂氏、氏神様",
        "午後3時から4時半、1回1,500円、2-3人",
        "2024-10-05、令和6年4月1日、第3期、105号線",
        "3丁目の坂、国道2号、5-6軒",
    ],
)
def test_words_that_name_nobody_stay(text):
    assert personal_in(text) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("０９０−１２３４−５６７８", "［電話番号］"),
        ("tel 0836(41)9748 まで", "tel ［電話番号］ まで"),
        ("電話24-1234", "電話［電話番号］"),
        ("taro.y@example.jp へ", "［メールアドレス］ へ"),
        ("昭和12年3月4日生まれ", "［生年月日］生まれ"),
        ("被保険者番号 0012345678", "被保険者番号 ［番号］"),
        ("緑町３丁目４番５号　コーポ青葉２０３号室に住む", "［住所］に住む"),
        ("住所は青葉市桜ヶ丘一丁目二番三号。", "住所は［住所］。"),
        ("大字山里123番地の4", "［住所］"),
        ("さくら台2-3-4です", "［住所］です"),
        ("〒755-0001", "［住所］"),
        ("自宅は2丁目3-4", "自宅は［住所］"),
        ("〇九〇―一二三四―五六七八", "［電話番号］"),
        ("ひかり荘203号室の方", "［住所］の方"),
    ],
)
def test_numbers_and_addresses(text, left):
    assert hidden(text) == left


def test_places_are_those_of_the_text_as_written():
    text = "ﾀｶﾊｼ ﾊﾅｺ 様"

    (found,) = personal_in(text)

    assert text[found.start : found.end] == "ﾀｶﾊｼ ﾊﾅｺ"


def test_an_empty_text_holds_nobody():
    assert personal_in("") == []


def test_enough_of_the_invented_people_are_found_and_little_else():
    counts = measured(list(told_of_people(600, seed=20)), personal_in)

    named, found, finds, right = (sum(row[n] for row in counts.values()) for n in range(4))
    assert found / named >= 0.95
    assert right / finds >= 0.8
    assert all(row[1] / row[0] >= 0.95 for row in counts.values() if row[0])
