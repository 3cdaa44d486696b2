package dev.candor.ui.demo;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the shop says, in English; messages/shop_ja.properties says it in Japanese. */
@MessageBundle(value = "shop", locale = "en")
public interface ShopTexts {

    @Message("Tamagawa Outdoor")
    String title();

    @Message("Gear for going out")
    String tagline();

    @Message("Made to go outside")
    String hero();

    @Message("Running, hiking and cycling gear that is repaired, not replaced. Free returns for 60 days.")
    String lead();

    @Message("See the shelf")
    String browse();

    @Message("Skip to the shelf")
    String skip();

    @Message("A demo shop: nothing is sold, no payment is taken.")
    String demoNote();

    @Message("On the shelf")
    String shelf();

    @Message("Buy")
    String buy();

    @Message("Details")
    String details();

    @Message("Back to the shelf")
    String back();

    @Message("Thank you! Your order is a pretend one, but it has been counted if you allowed that.")
    String thanks();

    @Message("What do you go out for?")
    String ask();

    @Message(
            "We ask so that we can greet you with what you like. Your answer stays in this browser, and you can take it back here at any time.")
    String askWhy();

    @Message("Running")
    String running();

    @Message("Hiking")
    String hiking();

    @Message("Cycling")
    String cycling();

    @Message("Rather not say")
    String skipAnswer();

    @Message("Noted, and not used: you have not allowed personalization.")
    String needsConsent();

    @Message("Forgotten.")
    String forgotten();

    @Message("Thank you. It is used only as you allowed.")
    String used();

    @Message("Your privacy choices")
    String choices();

    @Message("May we?")
    String consentTitle();

    @Message("Nothing is on until you say so, and the shop works the same either way.")
    String consentLead();

    @Message("Count this visit")
    String measurement();

    @Message("to learn which page works better")
    String measurementWhy();

    @Message("Remember this browser")
    String remembering();

    @Message("a random number, so you keep seeing the same page")
    String rememberingWhy();

    @Message("Use what I tell you")
    String personalization();

    @Message("to choose what the page shows you")
    String personalizationWhy();

    @Message("Decline all")
    String decline();

    @Message("Allow ticked")
    String allowChosen();

    @Message("Allow all")
    String allowAll();

    @Message("Candor")
    String decided();

    @Message("Fell running shoes")
    String fellShoes();

    @Message("Grippy on wet rock, light on the road home.")
    String fellShoesAbout();

    @Message("Ridge boots")
    String ridgeBoots();

    @Message("Resoleable leather for long, loose ridges.")
    String ridgeBootsAbout();

    @Message("Gravel helmet")
    String gravelHelmet();

    @Message("Sixteen vents, and a peak for low sun.")
    String gravelHelmetAbout();

    @Message("Dawn bottle")
    String dawnBottle();

    @Message("Soft flask, half a litre, no sloshing.")
    String dawnBottleAbout();

    @Message("Tarn pack 24")
    String tarnPack();

    @Message("A day’s load that sits still on your back.")
    String tarnPackAbout();

    @Message("Dusk light")
    String duskLight();

    @Message("Sees the path, spares the eyes of others.")
    String duskLightAbout();
}
