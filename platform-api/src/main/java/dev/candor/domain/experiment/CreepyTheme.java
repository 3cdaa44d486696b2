package dev.candor.domain.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A theme that does not belong into a personalized experience, by the words of its copy in four languages and by the words in
 * an attribute's key.
 *
 * @param code of the finding
 * @param what it is about, as a sentence goes on
 * @param keys words of an attribute's key, which {@code _} separates
 */
record CreepyTheme(String code, String what, Pattern copy, Set<String> keys) {

    /** What is never used without an administrator's reason. */
    static final List<CreepyTheme> ALL = List.of(
            new CreepyTheme(
                    "location",
                    "where the visitor is, finer than the country",
                    words("\\bnear (you|by you)\\b|\\b(in|around) your (area|city|town|neighbou?rhood|street)\\b"
                            + "|お近くの|あなたの街|お住まいの近く|現在地"
                            + "|\\b(in )?(deiner|ihrer) (nähe|umgebung|stadt|gegend)\\b"
                            + "|\\bprès de chez (vous|toi)\\b|\\bdans (votre|ta) (ville|région|quartier)\\b"),
                    keys("geo gps latitude longitude lat lng city town postcode postal zip zipcode address street"
                            + " neighbourhood neighborhood location stadt plz ville")),
            new CreepyTheme(
                    "search_history",
                    "what the visitor searched for or clicked on elsewhere",
                    words(
                            "\\byou (have )?searched\\b|\\byour (recent )?search(es)?\\b|検索された|検索履歴"
                                    + "|\\b(du hast|sie haben) .{0,30}gesucht\\b|\\b(deine|ihre) (letzten? )?suchen?\\b"
                                    + "|\\b(vous avez|tu as) (récemment )?(re)?cherché|\\b(vos|tes) (dernières )?recherches\\b"),
                    keys("search searches searched query gclid fbclid msclkid dclid adclick suche recherche")),
            new CreepyTheme(
                    "browsing_history",
                    "what the visitor looked at before",
                    words(
                            "\\byou (have |'ve |recently |just )*(looked at|viewed|browsed|visited|left behind)\\b"
                                    + "|\\byour (browsing|last visit|viewing)\\b|ご覧になった|閲覧された|閲覧履歴|前回のご訪問"
                                    + "|\\b(du hast|sie haben) .{0,30}(angesehen|angeschaut|besucht)\\b|\\b(zuletzt|kürzlich) angesehen"
                                    + "|\\b(vous avez|tu as) (récemment )?(vu|consulté|visité|regardé)|\\b(votre|ta) dernière visite\\b"),
                    keys("browsing browsed viewed visited history clicks clicked pageviews verlauf historique")),
            new CreepyTheme(
                    "social",
                    "the visitor's social life",
                    words(
                            "\\byour (friends|followers|contacts|posts?)\\b|\\bfriends of yours\\b|お友達|フォロワー"
                                    + "|\\b(deine|ihre) (freunde|follower|kontakte)\\b|\\b(vos|tes) (amis|abonnés|contacts)\\b"),
                    keys("facebook instagram twitter tiktok linkedin social followers friends posts freunde amis")),
            new CreepyTheme(
                    "third_party",
                    "what other sites or companies know of the visitor",
                    words("\\b(our|from) (data )?partners? (tell|told|know|say)|\\b(on|from) other (web)?sites\\b"
                            + "|他(の|社)サイト|提携先からの情報|\\bauf anderen (web)?seiten\\b|\\bunsere partner wissen\\b"
                            + "|\\bsur d'autres sites\\b|\\bnos partenaires savent\\b"),
                    keys("thirdparty crosssite crm dmp cdp lookalike acxiom experian retargeting remarketing")),
            new CreepyTheme(
                    "inferred",
                    "knowledge that the visitor did not give: begin with what they told you",
                    words(
                            "\\bwe('ve| have)? (know|noticed|saw|seen|think|guess|guessed|figured|suspect|believe)"
                                    + "( that)? you(r|'re|'ve)?\\b"
                                    + "|\\b(it )?(looks|seems) like you\\b|\\byou('re| are)? probably\\b"
                                    + "|\\b(people|customers|others) like you\\b|のようですね|と思われます|とお見受け|推測し|お気づきかも"
                                    + "|\\bwir (wissen|glauben|vermuten|haben bemerkt),? dass (du|sie)\\b|\\b(leute|kunden) wie (du|sie)\\b"
                                    + "|\\bnous (savons|pensons|avons remarqué) que (vous|tu)\\b|\\bcomme vous, d'autres clients\\b"),
                    keys("propensity likelihood predicted inferred guessed")));

    /** What needs a person's approval where it differs from visitor to visitor (GDPR, Article 22). */
    static final List<CreepyTheme> WEIGHTY = List.of(
            new CreepyTheme(
                    "needs_approval.price",
                    "prices",
                    words("\\bprices?\\b|\\bpricing\\b|\\bdiscounts?\\b|\\b\\d{1,3} ?% off\\b|価格|値引|割引"
                            + "|\\bpreise?\\b|\\brabatte?\\b|\\bprix\\b|\\bremises?\\b"),
                    Set.of()),
            new CreepyTheme(
                    "needs_approval.eligibility",
                    "credit, insurance, work or eligibility",
                    words("\\beligib|\\bcredit (limit|score|line)|\\bloans?\\b|\\binterest rates?\\b|\\bmortgage"
                            + "|\\binsurance premium|\\bsalary\\b|\\bjob offers?\\b|審査|融資|保険料|与信|採用"
                            + "|\\bkredit(limit|würdig|rahmen)?\\b|\\bdarlehen\\b|\\bversicherungsprämie|\\bgehalt\\b"
                            + "|\\bcrédit\\b|\\bprêts?\\b|\\béligib|\\bsalaire\\b"),
                    Set.of()));

    /** The words of a text that speak of this, if there are any. */
    Optional<String> inCopy(String text) {
        Matcher matcher = copy.matcher(text);
        return matcher.find() ? Optional.of(matcher.group().strip()) : Optional.empty();
    }

    boolean isInKey(String key) {
        return Arrays.stream(key.split("_")).anyMatch(keys::contains) || keys.contains(key.replace("_", ""));
    }

    private static Set<String> keys(String words) {
        return Set.of(words.split(" "));
    }

    private static Pattern words(String expression) {
        return Pattern.compile(
                expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }
}
