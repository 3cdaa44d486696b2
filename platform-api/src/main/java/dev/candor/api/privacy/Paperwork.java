package dev.candor.api.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.consent.PanelDocument;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.experiment.Experience;
import dev.candor.domain.experiment.FindingOverride;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.experiment.VariantRole;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Drafts for a lawyer, in English or Japanese, as Markdown: made from the live configuration, so that they say what is so and
 * differ when it changes. Pure.
 */
final class Paperwork {

    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>#|]");

    private final Site site;
    private final Collection<Attribute> attributes;
    private final JsonNode panel;
    private final boolean japanese;
    private final StringBuilder text = new StringBuilder();

    Paperwork(Site site, Collection<Attribute> attributes, String language) {
        this.site = site;
        this.attributes = attributes;
        this.japanese = language.equals("ja");
        this.panel = PanelDocument.of(site, attributes, language).body();
    }

    /** What visitors are told. */
    String notice() {
        title("Privacy notice: experiments on " + site.name(), site.name() + "の実験に関するプライバシー通知");
        line("Responsible: " + controller() + ". " + contact(), "管理者：" + controller() + "。" + contact());
        section("What is done, and for which purpose", "目的と内容");
        for (JsonNode purpose : panel.path("purposes")) {
            item("**" + plain(purpose.path("title").asText()) + "** – "
                    + plain(purpose.path("text").asText()));
        }
        say(
                "Each purpose is asked for by itself. Nothing is on before you allow it, and you can take back each answer as"
                        + " easily as you gave it.",
                "目的ごとに個別にお尋ねします。許可されるまで何も行わず、いつでも同じ手軽さで取り消せます。");
        section("What you may tell us", "お尋ねすること");
        if (panel.path("attributes").isEmpty()) {
            say("Nothing is asked.", "何もお尋ねしません。");
        }
        for (JsonNode attribute : panel.path("attributes")) {
            JsonNode texts = attribute.path("texts");
            item("**" + plain(texts.path("label").asText()) + "** (`"
                    + attribute.path("key").asText() + "`) "
                    + of("kept in your browser for ", "お使いのブラウザーに保存：")
                    + attribute.path("retentionDays").asInt() + of(" days", " 日"));
            indented("Why we ask: ", "お尋ねする理由：", texts.path("whyWeAsk").asText());
            indented("What you get: ", "得られること：", texts.path("whatYouGet").asText());
            indented("Recipients: ", "提供先：", texts.path("recipients").asText());
        }
        section("What is stored", "保存するもの");
        boolean sent = site.visitors().deciding().byServer();
        say(
                (sent
                                ? "Values you tell are kept in your browser and, while you allow personalization, sent to the server with"
                                        + " each page: used at that moment, never stored."
                                : "Values you tell stay in your browser.")
                        + " The server keeps which kind of answer was used, never the answer. IP"
                        + " addresses and user agents are used in memory and never stored. Events are kept for "
                        + site.retentionDays() + " days under a keyed pseudonym.",
                (sent ? "お答えの値はブラウザーに保存され、パーソナライズを許可している間はページごとにサーバーへ送られます。その場で使うだけで保存しません。" : "お答えの値はブラウザーの中だけに残ります。")
                        + "サーバーはどの種類の回答が使われたかだけを保存し、回答そのものは保存しません。IP アドレスとユーザーエージェントは"
                        + "メモリー上で使うだけで保存しません。出来事の記録は鍵付きの仮名で " + site.retentionDays() + " 日間保存します。");
        section("Your rights", "あなたの権利");
        say(
                "See, correct, take back, object, export and erase: in the privacy panel of the site, by a secret that only your"
                        + " browser holds. Without it nobody can tell which data are yours. You may also complain to a supervisory"
                        + " authority.",
                "閲覧、訂正、撤回、異議、書き出し、消去は、サイトのプライバシーパネルで行えます。お使いのブラウザーだけが持つ秘密の鍵を使い、それがなければどのデータがあなたのものか"
                        + "誰にも分かりません。監督機関に申し立てることもできます。");
        return end();
    }

    /** The record of processing (GDPR, Article 30). */
    String record(List<KeptExperiment> running) {
        title("Record of processing: " + site.name(), "処理活動の記録：" + site.name());
        row("Controller", "管理者", controller() + " " + contact());
        row("Websites", "ウェブサイト", String.join(", ", site.origins()));
        row("Data subjects", "対象者", of("Visitors of the websites", "ウェブサイトの訪問者"));
        row(
                "Purposes and legal basis",
                "目的と法的根拠",
                of("Measurement, remembering, personalization; consent, each by itself", "測定、記憶、パーソナライズ。それぞれ個別の同意"));
        row(
                "Categories of data",
                "データの種類",
                of(
                        "Pseudonym of the visitor, variant met, named events and values, answers to consent",
                        "訪問者の仮名、見た版、名前の付いた出来事と値、同意の回答"));
        item("**"
                + (site.visitors().deciding().byServer()
                        ? of(
                                "Declared attributes (values are sent with each page and not stored)",
                                "申告された属性（値はページごとに送られ、保存されない）")
                        : of("Declared attributes (values stay in the browser)", "申告された属性（値はブラウザーの中に残る）"))
                + "**: "
                + (attributes.isEmpty() ? of("none", "なし") : String.join(", ", declared())));
        row("Special categories", "要配慮個人情報", of("none: refused by the program", "なし：プログラムが拒否"));
        row("Recipients, processors", "提供先・委託先", of("none by the program: it is self-hosted", "プログラムによる提供なし：自己運用"));
        row("Transfers to third countries", "外国への移転", of("none by the program", "プログラムによる移転なし"));
        row(
                "Erasure",
                "消去期限",
                of("events after " + site.retentionDays() + " days", "出来事は " + site.retentionDays() + " 日後"));
        row(
                "Security",
                "安全管理",
                of(
                        "pseudonyms keyed for each site, daily keys destroyed after 48 hours, hash-chained audit, roles",
                        "サイトごとの鍵による仮名化、日次の鍵は 48 時間後に破棄、ハッシュで連鎖した監査記録、役割による権限"));
        section("Experiments that run", "実行中の実験");
        for (KeptExperiment kept : running) {
            item(plain(kept.experiment().name()) + " (`" + kept.experiment().key() + "`): "
                    + plain(kept.experiment().question()));
        }
        if (running.isEmpty()) {
            say("None.", "なし。");
        }
        return end();
    }

    /** Whether an experiment may need an impact assessment (GDPR, Article 35): the screening questions, answered. */
    String screening(KeptExperiment kept, List<FindingOverride> overrides) {
        Set<String> used = new TreeSet<>();
        for (Variant variant : kept.experiment().variants()) {
            variant.experiences().stream().map(Experience::attributes).forEach(used::addAll);
        }
        boolean personalizes =
                kept.experiment().variants().stream().anyMatch(variant -> variant.role() == VariantRole.PERSONALIZED);
        boolean weighty = overrides.stream().anyMatch(o -> o.code().startsWith("needs_approval."));
        boolean notStated = overrides.stream().anyMatch(o -> o.code().equals("provenance_forbidden"));
        title(
                "Screening for an impact assessment: " + kept.experiment().name(),
                "データ保護影響評価の要否確認：" + kept.experiment().name());
        line(kept.experiment().question(), kept.experiment().question());
        answer(
                "Evaluation or profiling",
                "評価・プロファイリング",
                personalizes && !used.isEmpty(),
                of("by declared attributes: ", "申告された属性による：") + String.join(", ", used));
        answer(
                "Automated decisions with significant effect",
                "重大な影響を持つ自動決定",
                weighty,
                of("price or eligibility, approved by a person", "価格や資格。人が承認"));
        answer("Special categories", "要配慮個人情報", false, "");
        answer(
                "Data that the visitor did not state",
                "訪問者が自ら教えていないデータ",
                notStated,
                of("let pass by an administrator", "管理者が理由を付けて許可"));
        answer("Matching with other sources", "他の情報源との突合", false, "");
        answer(
                "Monitoring over several days",
                "複数日にわたる観察",
                !kept.experiment().unit().code().equals("daily_visitor"),
                of("unit: ", "単位：") + kept.experiment().unit().code());
        if (!overrides.isEmpty()) {
            section("What an administrator let pass", "管理者が理由を付けて許可したもの");
            overrides.forEach(o ->
                    item("`" + o.code() + "` – " + plain(o.reason()) + " (" + plain(o.actor()) + ", " + o.at() + ")"));
        }
        section("Result", "結果");
        if (weighty || notStated) {
            say(
                    "A full assessment is likely to be needed: ask your data-protection officer before the start.",
                    "影響評価が必要となる可能性が高いため、開始前にデータ保護責任者に相談してください。");
        } else {
            say(
                    "No criterion of high risk was found in the configuration. Your data-protection officer decides.",
                    "設定からは高いリスクの基準は見つかりませんでした。判断はデータ保護責任者が行います。");
        }
        return end();
    }

    private List<String> declared() {
        return attributes.stream()
                .map(attribute -> "`" + attribute.key() + "` (" + attribute.retentionDays() + of(" days)", " 日)"))
                .sorted()
                .toList();
    }

    private String controller() {
        return plain(PanelDocument.controller(site));
    }

    private String contact() {
        return plain(panel.path("controller").path("contact").asText(""));
    }

    private String of(String english, String japaneseText) {
        return japanese ? japaneseText : english;
    }

    private void title(String english, String japaneseText) {
        text.append("# ").append(plain(of(english, japaneseText))).append("\n\n");
        text.append(of(
                        "> Draft for a lawyer, made from the live configuration. Not legal advice.",
                        "> 稼働中の設定から作成した、弁護士の確認用の草案です。法的助言ではありません。"))
                .append("\n\n");
    }

    private void section(String english, String japaneseText) {
        text.append("\n## ").append(of(english, japaneseText)).append("\n\n");
    }

    /** Words of the program. */
    private void say(String english, String japaneseText) {
        // Right after a list Markdown would take it for part of the last item.
        text.append("\n").append(of(english, japaneseText)).append("\n");
    }

    /** Words of people. */
    private void line(String english, String japaneseText) {
        text.append(plain(of(english, japaneseText))).append("\n");
    }

    private void item(String markdown) {
        text.append("- ").append(markdown).append("\n");
    }

    private void indented(String english, String japaneseText, String words) {
        text.append("  - ")
                .append(of(english, japaneseText))
                .append(plain(words))
                .append("\n");
    }

    private void row(String english, String japaneseText, String words) {
        item("**" + of(english, japaneseText) + "**: " + plain(words));
    }

    private void answer(String english, String japaneseText, boolean yes, String detail) {
        item("**" + of(english, japaneseText) + "**: "
                + (yes ? of("yes – ", "はい – ") + plain(detail) : of("no", "いいえ")));
    }

    /** On one line, and with nothing that Markdown would take for its own. */
    private static String plain(String words) {
        return MARKUP.matcher(words.replaceAll("\\s+", " ").strip()).replaceAll("\\\\$0");
    }

    private String end() {
        return text.toString();
    }
}
