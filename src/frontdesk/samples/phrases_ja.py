"""Japanese phrases: few letters say much, so they are a little longer than the others."""

from typing import Final

from frontdesk.samples.phrases import Phrasebook, Subject, Topic

_GREETINGS: Final = (
    "はじめまして。いつもお世話になっております。",
    "お世話になっております。{city}の{name}と申します。",
    "こんにちは。突然のご連絡で失礼いたします。",
)
_CLOSINGS: Final = (
    "お忙しいところ恐れ入りますが、ご返信をお待ちしております。どうぞよろしくお願いいたします。\n{name}",
    "ご確認のほど、どうぞよろしくお願い申し上げます。\n{name}({city})",
)
_ASIDES: Final = (
    "御社の自転車に乗り始めて{number}年になりますが、お問い合わせするのは初めてです。",
    "注文番号は{order}です。必要でしたらご参照ください。",
    "毎日の通勤に使っているため、できるだけ早く解決できると助かります。",
    "{date}にも一度ご連絡しましたが、届いていないかもしれません。",
)
_SUBJECTS: Final = {
    Topic.DELIVERY: Subject(
        titles=("注文{order}の配送について",),
        openings=("{date}に注文した{product}が、まだ{city}に届いておりません。",),
        details=("追跡ページの表示が{number}日前から変わらず、少し心配しております。",),
        requests=("現在の状況とお届けの予定日を教えていただけますでしょうか。",),
    ),
    Topic.RETURN: Subject(
        titles=("{order}の返品について",),
        openings=("{date}に届いた{product}を返品したいと考えております。",),
        details=("家の周りを一度走っただけで、汚れも傷もありません。",),
        requests=("手続きの方法と送料について教えていただけますか。",),
    ),
    Topic.WARRANTY: Subject(
        titles=("{product}の保証について",),
        openings=("{product}のフレームの塗装に、細いひびが入っているのを見つけました。",),
        details=("新品で購入し(注文{order})、点検もすべて受けております。",),
        requests=("保証の対象になるかどうか、ご確認いただけますでしょうか。",),
    ),
    Topic.FAULT: Subject(
        titles=("モーターが止まります", "画面にE{number}と表示されます"),
        openings=("{product}のモーターが、走り始めて{number}分ほどで止まってしまいます。",),
        details=("電源を入れ直すと、次の坂道まではまた動きます。",),
        requests=("自宅で試せることがあれば教えてください。",),
    ),
    Topic.INVOICE: Subject(
        titles=("{order}の請求について",),
        openings=("注文{order}の代金が、{date}に二重に引き落とされているようです。",),
        details=("金額がまったく同じですので、手数料ではないと思います。",),
        requests=("お調べいただき、正しい請求書をお送りください。",),
    ),
    Topic.PART: Subject(
        titles=("{product}の部品",),
        openings=("{product}のディレイラーハンガーを探しております。",),
        details=("古い部品の番号がすり減っていて、ほとんど読めません。",),
        requests=("在庫の有無と送料込みの価格を教えていただけますか。",),
    ),
    Topic.ADVICE: Subject(
        titles=("サイズについて",),
        openings=("身長が16{number}センチで、{product}のサイズ選びに迷っております。",),
        details=("通勤路の最後に急な坂があり、できれば汗をかかずに着きたいです。",),
        requests=("どちらのサイズがおすすめでしょうか。",),
    ),
    Topic.STOCK: Subject(
        titles=("{product}の入荷予定",),
        openings=("深緑色の{product}が、{number}週間ほど前から品切れになっています。",),
        details=("オレンジ色以外でしたら、どの色でも構いません。",),
        requests=("次の入荷はいつ頃になりますでしょうか。",),
    ),
    Topic.CHANGE: Subject(
        titles=("注文{order}の変更",),
        openings=("{date}の注文{order}で、以前の住所を入力してしまいました。",),
        details=("新しい住所では、日中いつでも荷物を受け取ることができます。",),
        requests=("まだ変更が間に合うかどうか教えてください。",),
    ),
    Topic.ACCOUNT: Subject(
        titles=("ログインできません",),
        openings=("{date}からアカウントに入れません。確認コードが届かないのです。",),
        details=("迷惑メールの中も探しましたが、見つかりませんでした。",),
        requests=("ログインできるようにしていただけますでしょうか。",),
    ),
    Topic.PRAISE: Subject(
        titles=("ありがとうございました",),
        openings=("私の{product}は、{number}千キロを一度の故障もなく走りました。",),
        details=("お店ではチェーンまできれいにしていただき、感激しました。",),
        requests=("整備士の皆さまにもお礼をお伝えください。",),
    ),
    Topic.IDEA: Subject(
        titles=("{product}への提案",),
        openings=("{product}に、もう少し音の良いベルが付いていると嬉しいです。",),
        details=("自転車仲間に聞いてみたところ、全員が同じ意見でした。",),
        requests=("ご担当の方にお伝えいただければ幸いです。",),
    ),
}

JAPANESE: Final = Phrasebook(
    language="ja",
    greetings=_GREETINGS,
    closings=_CLOSINGS,
    asides=_ASIDES,
    date="{month}{day}日",
    months=tuple(f"{month}月" for month in range(1, 13)),
    subjects=_SUBJECTS,
    space="",
)
