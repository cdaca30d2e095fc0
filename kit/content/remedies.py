"""What can be wrong with a file of data/ and what to do about it, by the name of the mistake.

It stands here and not in words.toml, since it must be sayable when words.toml is what is wrong.
"""

from kit.content.language import Text

REMEDIES = {
    "absent": Text(sv="Filen saknas. Lägg tillbaka den.", en="The file is missing. Put it back."),
    "unreadable": Text(
        sv="Filen går inte att läsa ({detail}). Se efter att det är en vanlig fil som du får läsa.",
        en="The file cannot be read ({detail}). See that it is a plain file that you may read.",
    ),
    "empty": Text(
        sv="Mappen har inga filer som slutar på .toml. Lägg tillbaka dem.",
        en="The folder has no files that end in .toml. Put them back.",
    ),
    "encoding": Text(
        sv="Filen är inte sparad som UTF-8. Spara om den med kodningen UTF-8.",
        en="The file is not saved as UTF-8. Save it again with the encoding UTF-8.",
    ),
    "toml": Text(
        sv="Filen följer inte TOML ({detail}). Titta efter ett citattecken eller en hakparentes "
        "som saknas på den raden eller strax före. Inne i en text skrivs citattecken ”så”. Ett tal "
        "har bara siffror.",
        en="The file is not valid TOML ({detail}). Look for a quotation mark or a bracket missing "
        "on that line or just before it. Inside a text, quotation marks are written ‘so’. A number "
        "is digits only.",
    ),
    "twice": Text(
        sv="Samma nyckel står två gånger ({detail}). Ta bort den ena. Om en ny del börjar strax "
        "före: ge den en rubrik med dubbla hakparenteser, till exempel [[factor.statement]].",
        en="The same key is given twice ({detail}). Remove one. If a new part begins just before: "
        "give it a heading in double brackets, for instance [[factor.statement]].",
    ),
    "missing": Text(sv="Nyckeln saknas. Lägg till den.", en="The key is missing. Add it."),
    "unknown": Text(
        sv="Okänd nyckel. Rätta stavningen eller ta bort den.",
        en="Unknown key. Correct its spelling or remove it.",
    ),
    "blank": Text(sv="Texten är tom. Skriv den.", en="The text is blank. Write it."),
    "text": Text(
        sv="Här ska stå en text inom citattecken.", en="A text in quotation marks belongs here."
    ),
    "both": Text(
        sv="Här ska stå två texter, en vars nyckel slutar på .sv och en vars nyckel slutar på .en.",
        en="Two texts belong here, one whose key ends in .sv and one whose key ends in .en.",
    ),
    "whole": Text(
        sv="Här ska stå ett heltal: bara siffror, utan citattecken och mellanslag.",
        en="A whole number belongs here: digits only, no quotation marks and no spaces.",
    ),
    "positive": Text(
        sv="Talet är för litet. Det ska vara större än noll.",
        en="The number is too small. It must be greater than zero.",
    ),
    "truth": Text(sv="Här ska stå true eller false.", en="This is either true or false."),
    "list": Text(
        sv='Här ska stå en lista inom hakparenteser, till exempel ["1a", "1b"].',
        en='A list in brackets belongs here, for instance ["1a", "1b"].',
    ),
    "tables": Text(
        sv="Här ska stå rubriker med dubbla hakparenteser, till exempel [[factor]].",
        en="Headings in double brackets belong here, for instance [[factor]].",
    ),
    "table": Text(
        sv="Här ska stå nycklar med värden, under en rubrik inom enkla hakparenteser.",
        en="Keys with values belong here, under a heading in single brackets.",
    ),
    "id": Text(
        sv="Ett id har bara små bokstäver från a till z, siffror och bindestreck. Byt ut resten.",
        en="An id has only small letters from a to z, digits and hyphens. Replace the rest.",
    ),
    "level": Text(
        sv="Nivån ska vara ett heltal från 1 till 5.", en="The level is a whole number from 1 to 5."
    ),
    "long": Text(
        sv="Etiketten är för lång för ett diagram. Den får ha högst 18 tecken.",
        en="The label is too long for a chart. It has at most 18 characters.",
    ),
    "uneven": Text(
        sv="Svenska och engelska ska ha lika många texter, minst en.",
        en="Swedish and English have the same number of texts, at least one.",
    ),
    "source": Text(
        sv='Påståendet anger ingen punkt i källan. Skriv till exempel points = ["1a"].',
        en='The statement names no point of the source. Write for instance points = ["1a"].',
    ),
    "point": Text(
        sv="{detail} är ingen punkt i källan för den här faktorn. Ta bort eller rätta den.",
        en="{detail} is not a point of the source for this factor. Remove or correct it.",
    ),
    "uncovered": Text(
        sv="Inget påstående täcker källans punkt {detail}. Ange den vid ett påstående.",
        en="No statement covers the source's point {detail}. Name it at a statement.",
    ),
    "three": Text(
        sv="Här ska finnas tre, inte {detail}. Lägg till eller ta bort.",
        en="There should be three here, not {detail}. Add or remove.",
    ),
    "two-or-three": Text(
        sv="Här ska finnas två eller tre, inte {detail}. Lägg till eller ta bort.",
        en="There should be two or three here, not {detail}. Add or remove.",
    ),
    "levels": Text(
        sv="Här ska finnas nivå 1, 2, 3, 4 och 5 i den ordningen, inte {detail}.",
        en="There should be levels 1, 2, 3, 4 and 5 here in that order, not {detail}.",
    ),
    "correct": Text(
        sv="Ett svar ska ha correct = true, inte {detail}. De andra är fel.",
        en="One option should have correct = true, not {detail}. The others are wrong.",
    ),
    "numbers": Text(
        sv="Faktorerna ska ha nummer 1 till 14 i ordning, fil efter fil. Nu står det {detail}. "
        "Lägg tillbaka den fil eller faktor som saknas.",
        en="The factors are numbered 1 to 14 in order, file after file. Now they are {detail}. "
        "Put back the file or factor that is missing.",
    ),
    "name": Text(
        sv="Filen heter {detail}.toml. Dess id ska vara likadant. Ändra ett av dem.",
        en="The file is called {detail}.toml. Its id should be the same. Change one of them.",
    ),
    "repeated": Text(
        sv="{detail} används redan på ett annat ställe. Välj något annat.",
        en="{detail} is used elsewhere already. Choose another.",
    ),
    "nobody": Text(
        sv="{detail} finns inte i kursen. Rätta stavningen eller ta bort.",
        en="{detail} is not in the course. Correct its spelling or remove it.",
    ),
    "nowhere": Text(
        sv="{detail} är inget id på en exempelregion i data/regions. Rätta stavningen.",
        en="{detail} is not the id of an example region in data/regions. Correct its spelling.",
    ),
    "named": Text(
        sv="Cellen nämner {detail}, som inte finns i kursen. Ge det sitt gamla id i data/, eller "
        "skriv här ett av: {known}. Ändra likadant i båda språken.",
        en="The cell names {detail}, which is not in the course. Give it its old id in data/, or "
        "write here one of: {known}. Change both languages alike.",
    ),
    "elsewhere": Text(
        sv="Cellen skattar {detail}, som hör till en annan lektion. Skriv ett av: {known}.",
        en="The cell rates {detail}, which belongs to another lesson. Write one of: {known}.",
    ),
    "no-lesson": Text(
        sv="Det finns ingen lektion {detail}, som gruppens id och plats säger. Ge gruppen sitt "
        "gamla id, eller ge lektionen det namnet i båda språken.",
        en="There is no lesson {detail}, as the group’s id and place say. Give the group its old "
        "id, or give the lesson that name in both languages.",
    ),
    "placeholder": Text(
        sv="Svenska och engelska ska ha samma ord inom klamrar {{…}}.",
        en="Swedish and English have the same words in braces {{…}}.",
    ),
    "brace": Text(
        sv="Klamrar ska stå i par kring ett ord som kitet fyller i, som {{n}}. Rätta dem.",
        en="Braces come in pairs around a word that the kit fills in, as {{n}}. Correct them.",
    ),
    "filled": Text(
        sv="Kitet fyller inte i {{{detail}}}. Skriv orden inom klamrar som de stod från början.",
        en="The kit does not fill in {{{detail}}}. Write the words in braces as they first were.",
    ),
    "code": Text(
        sv='Länskoden ska ha två siffror inom citattecken, som "01".',
        en='A county code has two digits in quotation marks, such as "01".',
    ),
    "other": Text(
        sv="Går inte att läsa: {detail}. Rätta eller lägg tillbaka det som stod förut.",
        en="Cannot be read: {detail}. Correct it or put back what was there before.",
    ),
}
