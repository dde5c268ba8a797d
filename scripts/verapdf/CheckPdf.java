import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks PDF files against veraPDF's profiles: one start for many files, one line of JSON for each file and profile. */
public final class CheckPdf {

    /** Arguments: the profiles, comma separated ("ua1,3a"), then the files. */
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        String[] flavours = arguments[0].split(",");
        for (int index = 1; index < arguments.length; index++) {
            for (String flavour : flavours) {
                System.out.println(check(arguments[index], flavour));
            }
        }
    }

    private static String check(String file, String flavourId) {
        Map<String, Integer> failures = new LinkedHashMap<>();
        Map<String, String> messages = new LinkedHashMap<>();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(flavourId);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    failures.merge(rule, 1, Integer::sum);
                    messages.putIfAbsent(rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
                }
            }
            return line(file, flavourId, result.isCompliant(), failures, messages, null);
        } catch (Exception problem) {
            return line(file, flavourId, false, failures, messages, problem.toString());
        }
    }

    private static String line(String file, String flavour, boolean compliant, Map<String, Integer> failures,
            Map<String, String> messages, String error) {
        StringBuilder text = new StringBuilder("{\"file\": " + quoted(file) + ", \"profile\": " + quoted(flavour)
                + ", \"compliant\": " + compliant + ", \"error\": " + (error == null ? "null" : quoted(error))
                + ", \"failures\": [");
        String separator = "";
        for (Map.Entry<String, Integer> failure : failures.entrySet()) {
            text.append(separator).append("{\"rule\": ").append(quoted(failure.getKey())).append(", \"count\": ")
                    .append(failure.getValue()).append(", \"example\": ").append(quoted(messages.get(failure.getKey())))
                    .append('}');
            separator = ", ";
        }
        return text.append("]}").toString();
    }

    private static String quoted(String text) {
        StringBuilder result = new StringBuilder("\"");
        for (char sign : text.toCharArray()) {
            if (sign == '"' || sign == '\\') {
                result.append('\\').append(sign);
            } else if (sign < ' ' || sign > '~') {
                result.append(String.format("\\u%04x", (int) sign));
            } else {
                result.append(sign);
            }
        }
        return result.append('"').toString();
    }
}
