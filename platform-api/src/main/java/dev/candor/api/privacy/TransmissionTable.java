package dev.candor.api.privacy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.Site;
import dev.candor.api.consent.PanelDocument;
import dev.candor.api.problem.Json;

/**
 * What the visitor's browser sends, where to and what for, as the Japanese Telecommunications Business Act (article 27-12, 外部送信)
 * wants it published. The snippet calls one host: the one that it came from.
 */
final class TransmissionTable {

    private TransmissionTable() {}

    /** @param host the one that this program is called by */
    static ObjectNode of(Site site, String host) {
        boolean own = site.hosts().contains(host.replaceFirst(":\\d+$", ""));
        String recipient = PanelDocument.controller(site);
        ObjectNode node = Json.object().put("host", host).put("external", !own);
        boolean sent = site.visitors().deciding().byServer();
        ArrayNode english = node.putArray("en");
        row(
                english,
                (sent ? "" : "The page’s address is not sent. ")
                        + "Address (IP) and browser name, as with every request",
                host + " (" + recipient + ")",
                "To deliver the rules of the experiments and these texts; used in memory, not kept");
        row(
                english,
                "After consent: which version of a page was seen, named actions such as a purchase with its value, kind of"
                        + " device, language, whether personalization was allowed, a random number",
                host + " (" + recipient + ")",
                "To count and compare versions of pages; deleted after " + site.retentionDays() + " days");
        row(
                english,
                "Answers to requests for consent, and which text was read",
                host + " (" + recipient + ")",
                "To prove the answer; kept for " + site.visitors().receiptRetentionDays() + " days");
        if (sent) {
            row(
                    english,
                    "To choose what is shown: the path of the page, its language, kind of device, time of day, where the visitor came"
                            + " from (host), campaign; after consent the random number, and what the visitor has told",
                    host + " (" + recipient + ")",
                    "To decide which version is shown; used in memory, not kept");
        }
        ArrayNode japanese = node.putArray("ja");
        row(
                japanese,
                (sent ? "" : "ページのアドレスは送信しません。") + "通信に伴う IP アドレスとブラウザ名",
                host + "（" + recipient + "）",
                "実験のルールと説明文の配信。メモリ上でのみ使い、保存しません");
        row(
                japanese,
                "同意後：表示したページの案、購入などの行動の名前と値、端末の種類、言語、パーソナライズを許可しているか、乱数の番号",
                host + "（" + recipient + "）",
                "ページの案を数えて比べるため。" + site.retentionDays() + " 日後に削除します");
        row(
                japanese,
                "同意に関する回答と、読んだ文章の版",
                host + "（" + recipient + "）",
                "回答の証明のため。" + site.visitors().receiptRetentionDays() + " 日間保存します");
        if (sent) {
            row(
                    japanese,
                    "表示内容を選ぶため：ページのパス、言語、端末の種類、時刻、流入元のホスト、キャンペーン。同意後は乱数の番号と、教えていただいた答え",
                    host + "（" + recipient + "）",
                    "表示するページの案を決めるため。メモリ上でのみ使い、保存しません");
        }
        return node;
    }

    private static void row(ArrayNode table, String what, String to, String why) {
        table.addObject().put("what", what).put("to", to).put("why", why);
    }
}
