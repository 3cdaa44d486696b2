package dev.candor.api.consent;

import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.VisitorSettings.PurposeText;
import dev.candor.domain.consent.Purpose;
import java.util.Map;
import java.util.Set;

/** What Candor says of each purpose where the site has no words of its own: only what is so, and no more for a yes than for a no. */
final class PurposeWords {

    static final Set<String> LANGUAGES = Set.of("en", "ja");

    private static final Map<Purpose, PurposeText> ENGLISH = Map.of(
            Purpose.MEASUREMENT,
            new PurposeText(
                    "Count your visit",
                    "We note which version of a page you saw and what you did there, under a number that does not say who"
                            + " you are. We add up the notes of all visitors to find the better page, and delete yours after"
                            + " %d days. Your address and your browser’s name are not kept. If you say no, you see the same"
                            + " pages and nothing is counted."),
            Purpose.REMEMBERING,
            new PurposeText(
                    "Remember this browser",
                    "We keep a random number in this browser, so that you see the same version of a page the next time. It"
                            + " is used on this site alone and is deleted here when you say no. If you say no, each page view"
                            + " stands for itself."),
            Purpose.PERSONALIZATION,
            new PurposeText(
                    "Adapt pages to what you tell us",
                    "We use only what you tell us yourself, and show you why. Your answers stay in this browser; we learn"
                            + " which question was used, not what you answered. You can see, change and take back each one at"
                            + " any time. If you say no, you see the standard page."));

    private static final Map<Purpose, PurposeText> JAPANESE = Map.of(
            Purpose.MEASUREMENT,
            new PurposeText(
                    "訪問を数える",
                    "どのページの案を見て、そこで何をしたかを、あなたが誰かを示さない番号で記録します。すべての訪問者の記録を合計してより良い"
                            + "ページを選び、あなたの記録は %d 日後に削除します。IP アドレスとブラウザ名は保存しません。断っても同じページを"
                            + "ご覧いただけ、何も数えません。"),
            Purpose.REMEMBERING,
            new PurposeText(
                    "このブラウザを覚える",
                    "次に来たときも同じ案のページを表示できるように、このブラウザに乱数の番号を一つ保存します。このサイトだけで使い、断れば"
                            + "ブラウザから削除します。断った場合、ページの表示は毎回別のものとして扱います。"),
            Purpose.PERSONALIZATION,
            new PurposeText(
                    "教えていただいたことにページを合わせる",
                    "ご自身で教えていただいたことだけを使い、その理由を表示します。答えはこのブラウザの中に残ります。サイトに伝わるのは"
                            + "どの質問を使ったかだけで、答えは伝わりません。答えはいつでも確認、変更、取り消しができます。断った場合は標準の"
                            + "ページを表示します。"));

    /** Where the server decides, what was declared goes there. */
    private static final PurposeText ENGLISH_SENT = new PurposeText(
            "Adapt pages to what you tell us",
            "We use only what you tell us yourself, and show you why. Your answers are sent to our server with each"
                    + " page, to choose what fits; they are used at that moment and not kept. We keep which question was"
                    + " used, not what you answered. You can see, change and take back each one at any time. If you say"
                    + " no, nothing is sent and you see the standard page.");

    private static final PurposeText JAPANESE_SENT = new PurposeText(
            "教えていただいたことにページを合わせる",
            "ご自身で教えていただいたことだけを使い、その理由を表示します。合う内容を選ぶため、答えはページごとにサーバーへ送られますが、その場で"
                    + "使うだけで保存しません。保存するのはどの質問を使ったかだけで、答えではありません。答えはいつでも確認、変更、取り消しが"
                    + "できます。断った場合は何も送らず、標準のページを表示します。");

    private PurposeWords() {}

    /** The words for {@code purpose}: the site's own in this language, else ours, else the site's in its own language, else English. */
    static PurposeText of(Site site, String language, Purpose purpose) {
        return site.visitors()
                .text(language, purpose)
                .or(() -> builtIn(site, language, purpose))
                .or(() -> site.visitors().text(site.locale(), purpose))
                .or(() -> builtIn(site, Languages.primary(site.locale()), purpose))
                .orElseGet(() -> filled(ENGLISH, ENGLISH_SENT, site, purpose));
    }

    private static java.util.Optional<PurposeText> builtIn(Site site, String language, Purpose purpose) {
        return switch (language) {
            case "en" -> java.util.Optional.of(filled(ENGLISH, ENGLISH_SENT, site, purpose));
            case "ja" -> java.util.Optional.of(filled(JAPANESE, JAPANESE_SENT, site, purpose));
            default -> java.util.Optional.empty();
        };
    }

    private static PurposeText filled(Map<Purpose, PurposeText> words, PurposeText sent, Site site, Purpose purpose) {
        if (purpose == Purpose.PERSONALIZATION && site.visitors().deciding().byServer()) {
            return sent;
        }
        PurposeText text = words.getOrDefault(purpose, new PurposeText(purpose.code(), ""));
        return purpose == Purpose.MEASUREMENT
                ? new PurposeText(text.title(), text.text().formatted(site.retentionDays()))
                : text;
    }
}
