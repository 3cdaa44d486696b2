package dev.candor.domain.experiment;

import dev.candor.domain.Fault;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Where the variants of a split-URL experiment may lead. */
public final class Redirects {

    private Redirects() {}

    /** Whether a redirect could lead there: a whole address of the web, without a name and password in it. */
    public static boolean isAddress(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The redirects that leave the site, whose origins have these {@code hosts}. */
    public static List<Fault> faults(Experiment experiment, List<String> hosts) {
        List<Fault> faults = new ArrayList<>();
        for (int v = 0; v < experiment.variants().size(); v++) {
            Variant variant = experiment.variants().get(v);
            String at = "/variants/" + v;
            check(variant.content(), at, hosts, faults);
            for (int e = 0; e < variant.experiences().size(); e++) {
                check(variant.experiences().get(e).content(), at + "/experiences/" + e, hosts, faults);
            }
        }
        return faults;
    }

    private static void check(Content content, String at, List<String> hosts, List<Fault> faults) {
        for (int c = 0; c < content.changes().size(); c++) {
            Change change = content.changes().get(c);
            if (change.kind() == ChangeKind.REDIRECT
                    && isAddress(change.value())
                    && !hosts.contains(URI.create(change.value()).getHost())) {
                faults.add(new Fault(
                        at + "/changes/" + c + "/value",
                        "must lead to a host of the site's origins: " + String.join(", ", hosts)));
            }
        }
    }
}
