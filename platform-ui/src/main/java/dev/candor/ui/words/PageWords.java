package dev.candor.ui.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What all pages say. The Japanese stands in {@code messages/page_ja.properties}. */
@MessageBundle("page")
public interface PageWords {

    @Message("Does personalization actually beat trust?")
    String tagline();

    @Message("Skip to the content")
    String skip();

    @Message("Experiments")
    String experiments();

    @Message("Site")
    String site();

    @Message("Sign in")
    String signIn();

    @Message("Sign out")
    String signOut();

    @Message("Name")
    String accountName();

    @Message("Password")
    String password();

    @Message("The name and the password do not belong together.")
    String signInFailed();

    @Message("Enter your name and your password.")
    String signInIncomplete();

    @Message("The first administrator's password was printed where the program was first started.")
    String signInHelp();

    @Message("Signed in as {name}, {#when role}{#is 'viewer'}viewer{#is 'analyst'}analyst{#is 'editor'}editor"
            + "{#is 'admin'}administrator{#else}{role}{/when}")
    String signedInAs(String name, String role);

    @Message("Language")
    String language();

    @Message("You are here")
    String breadcrumb();

    @Message("{number} {#if number == '1'}point{#else}points{/if}")
    String points(String number);

    @Message("API description")
    String apiDescription();

    @Message("{#when code}{#is 'started'}The experiment has started, and its plan is sealed."
            + "{#is 'scheduled'}The plan is sealed; the experiment starts at its planned time."
            + "{#is 'paused'}The experiment is paused: nobody new is assigned."
            + "{#is 'resumed'}The experiment goes on."
            + "{#is 'stopped'}The experiment has ended: what happens from now on is not counted."
            + "{#is 'archived'}The experiment is archived."
            + "{#is 'created'}The draft is here. Nobody meets it before it starts."
            + "{#is 'saved'}The draft is saved."
            + "{#is 'settingsSaved'}The settings are saved, and in force."
            + "{#is 'epochBegun'}A new epoch has begun: visitors get new pseudonyms. Running experiments count as before."
            + "{#is 'recountBegun'}The numbers are being worked out again; counting goes on meanwhile."
            + "{#is 'ramped'}The share of the traffic has changed."
            + "{#is 'phaseBegun'}A new phase has begun; its results begin anew."
            + "{#is 'signedOut'}You are signed out."
            + "{#else}Done.{/when}")
    String flash(String code);

    @Message("{#when status}{#is 400}That request is not quite right{#is 401}Please sign in"
            + "{#is 403}You may not do this{#is 404}There is nothing here{#is 405}That does not work this way"
            + "{#is 409}This step is not possible now{#is 412}Someone else saved first"
            + "{#is 422}This cannot be done yet{#is 429}That was a little fast"
            + "{#is 503}Not available for the moment{#else}Something went wrong{/when}")
    String problemTitle(int status);

    @Message("{#when status}{#is 401}Your session has ended, or you have not signed in yet."
            + "{#is 403}Ask an administrator for the role that this takes."
            + "{#is 404}The address may be mistyped, or what was here has been removed."
            + "{#is 409}Go back and look at the experiment as it stands now."
            + "{#is 412}Go back, look at what changed, and try again."
            + "{#is 429}Wait a moment, then try again."
            + "{#is 500}It is our fault. The reason is in the server’s log; nothing of yours was lost."
            + "{#is 503}Try again in a moment.{#else}Go back and try again.{/when}")
    String problemHelp(int status);

    @Message("Every reason")
    String problemReasons();

    @Message("Back to the experiments")
    String problemBack();

    @Message("Error {status}")
    String problemStatus(int status);
}
