package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The npm package as it would be published: what is in it, what it says of itself, what it does where there is no page. */
class SnippetPackageTest {

    private static final List<String> SCRIPTS = List.of("candor.js", "candor-more.js", "candor-widgets.js");

    private static Npm npm;
    private static JsonNode packed;

    @BeforeAll
    static void pack() throws IOException, InterruptedException {
        npm = Npm.install("react");
        packed = FakeSite.json(SnippetPackage.installInto(npm)).path(0);
    }

    @Test
    void holdsTheThreeFilesTheirTypesAndNothingElse() throws IOException {
        assertThat(StreamSupport.stream(packed.path("files").spliterator(), false)
                        .map(file -> file.path("path").asText()))
                .containsExactlyInAnyOrder(
                        "package.json", "README.md", "candor.d.ts", "candor.js", "candor-more.js", "candor-widgets.js");
        JsonNode said = FakeSite.json(text("package.json"));
        assertThat(said.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(said.path("type").asText()).isEqualTo("module");
        assertThat(said.path("sideEffects").asBoolean(true)).isFalse();
        assertThat(said.has("dependencies")).isFalse();
    }

    /** But for the addresses of the other two, and what stands around the first. */
    @Test
    void isTheTagsCode() throws IOException {
        assertThat(bare(text("candor-widgets.js"))).isEqualTo(bare(FakeSite.resource("candor-widgets.js")));
        assertThat(bare(text("candor-more.js"))).isEqualTo(bare(FakeSite.resource("candor-more.js")));
        for (String name : SCRIPTS) {
            assertThat(text(name)).doesNotContain("/v1/candor-").doesNotContain("__import__");
        }
    }

    @Test
    void isUnderstoodByTheTypeScriptCompiler() throws IOException, InterruptedException {
        npm.node(
                "node_modules/typescript/bin/tsc",
                "--noEmit",
                "--strict",
                "--module",
                "nodenext",
                "--target",
                "es2022",
                "--lib",
                "es2022,dom",
                "consumer.ts");
    }

    @Test
    void doesNothingOnAServer() throws IOException, InterruptedException {
        String said = npm.node("--input-type=module", "-e", """
                const before = Object.getOwnPropertyNames(globalThis).length;
                const { start } = await import("candor-web");
                const candor = start({ site: "pk_1", host: "https://candor.example" });
                candor.consent({ measurement: "granted" });
                candor.ready(() => { throw new Error("never"); });
                const { variant, reason } = candor.decide("welcome");
                const asked = await candor.ask("interest");
                console.log(JSON.stringify([variant, reason, asked ?? null, Object.getOwnPropertyNames(globalThis).length - before]));
                """);
        assertThat(said.strip()).isEqualTo("[null,\"unknown_experiment\",null,0]");
    }

    private static String text(String name) throws IOException {
        return Files.readString(npm.place().resolve("node_modules/candor-web").resolve(name));
    }

    private static String bare(String script) {
        return script.replaceAll("import\\([^()]*candor-[a-z]+(\\.[0-9a-f]{16})?\\.js\"\\)", "import()");
    }
}
