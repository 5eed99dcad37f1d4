# The editor of a draft, unknown names, and the gaps by field.
editor-title = Edit the text
editor-open = Edit the text
editor-change = Change this policy
editor-lede = Write as in an e-mail. A few signs at the beginning of a line make headings and lists.
editor-resumed = This is your text that wasn't saved. The saved text stays as it is until you save this one.
editor-converted = The text was shown as it was brought in. Here it stands with plain signs for headings and lists, and with the clean-ups that you accepted. Nothing changes until you save.
editor-from-version = This is the text of the version in force. It stays in force. When you save, your text becomes the draft of the next version.
editor-one-section = You change one section. The rest of the text stays as it is.
editor-whole = Edit the whole text
editor-text = The text
editor-text-hint = Leave an empty line between paragraphs. Fields stand in double curly braces.
editor-save = Save
editor-save-preview = Save and preview
editor-tools = Signs for the text
editor-tool-heading = Heading
editor-tool-list = List
editor-tool-numbers = Numbered list
editor-tool-bold = Bold
editor-tool-link = Link
editor-tool-table = Table
editor-tool-field = Field
editor-sample-title = Lone Working Policy
editor-sample-heading = Purpose
editor-sample-bold = words
editor-sample-link = what the link says
editor-sample-table = Heading
editor-help = How to write
editor-help-title = A line that begins with one # is the title:
editor-help-heading = A line that begins with ## is a heading:
editor-help-smaller = With ### it is a smaller one:
editor-help-paragraph = An empty line begins a new paragraph.
editor-help-list = Lines that begin with a hyphen and a space are a list:
editor-help-numbers = Lines that begin with a number and a full stop are a numbered list:
editor-help-bold = Two stars before and after make words bold:
editor-help-link = A link has its words in square brackets and its address in round ones:
editor-help-field = A field in double curly braces prints its value:
editor-help-sign-off = Lines at the end such as "Reviewed on:" with a field become the sign-off block.
editor-fields = Put in a field
editor-fields-lede = A field prints the value of each service. Copy its name with the braces into the text.
editor-fields-search = Search fields
editor-fields-none = No field has these words.
editor-field-value = Now: { $value }
editor-field-empty = No value yet
editor-insert = Insert
editor-outline = Sections
editor-outline-hint = Go to a section, or edit one alone.
editor-section = Edit alone
editor-here = You edit this
editor-preview-saved = As it is saved.
editor-preview-shown = Shows what you typed.
editor-preview-not-shown = The preview doesn't follow just now. Your text is not affected.
editor-typing = Not kept yet
editor-kept = Kept at { $time }. Save to put it into the draft.
editor-kept-stale = Kept at { $time }. Somebody else saved this text meanwhile. When you save, you see both.
editor-kept-own = Kept at { $time }. You saved this text in another tab meanwhile. When you save, you see both.
editor-too-large = The text is too large to be kept.
editor-signed-out = You are signed out, so nothing more is kept. Leave this page open, sign in in another tab, then come back and save.
editor-offline = The server can't be reached. Your text is on this page only. It is kept as soon as the server answers.
editor-refused = The text can't be kept now. It is on this page only: copy it before you leave, or try again later.
editor-choose-again = Choose again
editor-other = The text of { $time } that you chose against isn't lost. You can take it back until you save or type something new.
editor-take-back = Take it back
editor-choose = You have text that isn't saved
editor-choose-lede = You typed it and left without saving. Choose which text to go on with.
editor-choose-stale = The text was changed by somebody else
editor-choose-own = You changed it in another tab
editor-choose-stale-lede = Your text is kept. Nothing is lost until you choose.
editor-choose-mine-at = Yours was kept on { $time }.
editor-choose-theirs-at = The other was saved on { $time } by { $who }.
editor-choose-saved-at = The other was saved on { $time }.
editor-resume = Go on with my text
editor-keep-mine = Save mine over the other
editor-keep-theirs = Throw mine away
editor-take-both = Take both into the editor
editor-differences = What differs
editor-mine = Your text
editor-theirs = The saved text
editor-nothing-here = Nothing here
editor-same = { $count ->
    [one] 1 line is the same
   *[other] { $count } lines are the same
 }
done-editor-saved = The draft is saved.
done-editor-thrown = Your unsaved text is thrown away. This is the saved one.
done-editor-both = Both texts are here, one after the other where they differ. Keep what is right, then save.

unknown-title = { $count ->
    [one] 1 name is unknown
   *[other] { $count } names are unknown
 }
unknown-lede = The text can't be published while a name in double braces is unknown. Say for each what it is.
unknown-way = What is this?
unknown-known = A field that we have
unknown-known-hint = From now on this name means that field in all your texts. Published versions don't change.
unknown-known-here-hint = In this text only. Somebody who manages the whole organisation can decide it for all texts.
unknown-own = A field of our own
unknown-own-here-hint = It gets a label, and stands in this text only.
unknown-own-hint = It gets a label, and a value for the organisation or each service.
unknown-text = Only text
unknown-text-hint = Your words take its place in this text.
unknown-known-field = Field
unknown-known-field-hint = The nearest stand first.
unknown-option = { $label } ({ $value })
unknown-label = What the new field is called
unknown-words = Words in its place
unknown-button = Decide
unknown-braces = two braces
unknown-error-way = Choose what it is
unknown-error-known = Choose a field
unknown-error-label = Enter what the field is called, with up to 80 characters
unknown-error-words = Enter the words, with up to 400 characters
unknown-error-braces = Leave the double braces out: with them these words would be the place of a field. Choose “{ unknown-known }” to use a field.
unknown-error-taken = You have a field of this name. Choose it from the list.
done-unknown-known = From now on all your texts know this name.
done-unknown-here = The field stands in this text now.
done-unknown-own = You have a field of your own. Fill it on the page Fill the gaps.
done-unknown-text = The words stand in the text now.

names-title = Other names for your fields
names-note = What your texts call them. Remove one, and drafts that use it have an unknown name again. Published versions don't change.
names-alias = In texts
names-field = Means
names-remove = Remove
done-names-removed = The name is removed.

gaps-title = Fill the gaps
gaps-lede = One list for all drafts and services. What you fill once is filled in every policy that uses it.
gaps-no-drafts-title = No drafts
gaps-no-drafts = Gaps are counted in drafts. There is none now.
gaps-none = { $count ->
    [one] Nothing is missing in your draft.
   *[other] Nothing is missing in your { $count } drafts.
 }
gaps-fields = { $count ->
    [one] 1 field to fill
   *[other] { $count } fields to fill
 }
gaps-read-only = None of these is yours to fill. Each says who can.
gaps-clashes = { $count ->
    [one] Somebody else filled this meanwhile
   *[other] Somebody else filled these { $count } fields meanwhile
 }
gaps-clashes-lede = You typed something else. Nothing is saved yet: choose which counts, then save.
gaps-clash = { $field } ({ $place }): which is right?
gaps-clash-theirs = { $value } (filled meanwhile)
gaps-clash-mine = { $value } (typed by you)
gaps-clash-error = Choose which value counts
gaps-at = { $field }: { $place }
gaps-whole = whole organisation
gaps-every-service = the same for every service
gaps-not-you = { $place }: not yours to fill. Who can: { $names }.
gaps-who-you = You can fill this.
gaps-who-nobody = nobody with an account yet
gaps-who-names = Who can give this role: { $names }.
gaps-used = { $count ->
    [one] Used in 1 policy
   *[other] Used in { $count } policies
 }
gaps-save = Save all
gaps-people = People
gaps-person = Name the { $role } of { $place }
gaps-person-detail = Complete the details of the { $role } of { $place }
gaps-unknown = Names we don't know
gaps-unknown-lede = No text can be published while a name in double braces is unknown. Say for each once what it is.
gaps-unknown-known-hint = { $count ->
    [one] In the text of your services that uses it.
   *[other] In the { $count } texts of your services that use it.
 }
gaps-unknown-own-hint = { $count ->
    [one] It gets a label, and stands in the text of your services.
   *[other] It gets a label, and stands in the { $count } texts of your services.
 }
gaps-unknown-text-hint = { $count ->
    [one] Your words take its place in one text.
   *[other] Your words take its place in { $count } texts at once.
 }
gaps-unknown-yours = You decide for { $count } of { $all } texts. Who can decide for all: { $names }.
gaps-unknown-not-you = Its texts are not those of your services alone. Who can decide: { $names }.
gaps-unknown-later = { $count ->
    [one] You are asked about the last name when you have decided another.
   *[other] You are asked about the last { $count } names when you have decided others.
 }
done-gaps-unknown-known = The field stands in the texts of your services now.
done-gaps-unknown-own = You have a field of your own. Fill it here.
done-gaps-unknown-text = The words stand in the texts now.
gaps-filled = { $count ->
    [one] 1 field is filled
   *[other] { $count } fields are filled
 }
gaps-without-service = { $count ->
    [one] For 1 draft no service is chosen
   *[other] For { $count } drafts no service is chosen
 }
gaps-unread = { $count ->
    [one] 1 draft is too large to be read
   *[other] { $count } drafts are too large to be read
 }
done-gaps-saved = Saved. What was filled is gone from the list.
done-gaps-completed = Saved, with https:// before the web address. What was filled is gone from the list.
done-gaps-kept = Nothing was changed. What somebody else filled in stays.
done-gaps-same = Nothing was filled in.
