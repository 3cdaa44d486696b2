package dev.candor.ui.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the public trust page says to visitors, and polls say of them. The Japanese stands in {@code messages/trust_ja.properties}. */
@MessageBundle("trust")
public interface TrustWords {

    @Message("How {name} treats what you tell it")
    String title(String name);

    @Message("Made by the program from what is in force at this moment; nobody writes it.")
    String intro();

    @Message("Responsible")
    String controller();

    @Message("Checked just now")
    String checks();

    @Message("Every check holds.")
    String allHold();

    @Message("A check fails, so the badge is not shown.")
    String someFail();

    @Message("holds")
    String holds();

    @Message("fails")
    String fails();

    @Message("{#when code}{#is 'deletion'}What is over was looked for and deleted within the last 26 hours"
            + "{#is 'audit'}The log of all changes is unbroken{#is 'texts'}Every question is explained in every language of the site"
            + "{#is 'controller'}It is said whom you can write to{#is 'consent'}Nobody is known again without having been asked"
            + "{#is 'stated'}Nothing is used but what visitors themselves stated"
            + "{#is 'encrypted'}All pages come over an encrypted connection{#else}{code}{/when}")
    String check(String code);

    @Message("What it is for")
    String purposes();

    @Message("What you may be asked")
    String attributes();

    @Message("Nothing is asked.")
    String noAttributes();

    @Message("Kept in your browser for {days} days. Who gets it: {recipients}")
    String attribute(int days, String recipients);

    @Message("How long it is kept")
    String retention();

    @Message("What you did, under a pseudonym: {days} days")
    String events(int days);

    @Message("The proof of your answers: {days} days")
    String receipts(int days);

    @Message("The key of a day, without which the pseudonyms of that day say nothing: {hours} hours")
    String salts(int hours);

    @Message("Your address (IP) and the name of your browser: not kept. What you tell: never leaves your browser.")
    String notKept();

    @Message("Last deleted: {times}")
    String lastPurge(String times);

    @Message("Others who get data: none by this program")
    String subprocessors();

    @Message("What your browser sends")
    String transmission();

    @Message("What")
    String what();

    @Message("Where to")
    String to();

    @Message("What for")
    String why();

    @Message("The log of changes ends with {head}")
    String auditHead(String head);

    @Message("The same for programs (JSON)")
    String json();

    @Message("What people say")
    String said();

    @Message(
            "Polls, for the beginning of a question and not for its answer. The article gives no sample size, so nothing is tested against them.")
    String saidHelp();

    @Message("no sample size published")
    String noSampleSize();
}
