approval-ask-review = Ask for comments
approval-ask-approval = Ask for approval
approval-ask-review-lede = The people you choose read the draft and say what should change. Nothing is published.
approval-ask-approval-lede = The people you choose approve the draft or send it back. Each of them has to approve.
approval-people = Who?
approval-people-hint = They get an e-mail. They sign in to answer.
approval-people-none = Nobody else here has an account. Name somebody outside, or invite somebody first.
approval-own-with-reason = This is your own text. You may approve it if you say why nobody else can.
approval-their-own-with-reason = This is their own text. They may approve it if they say why nobody else can.
approval-own-not = This is your own text. You may send it back, but not approve it.
approval-own-refused-owner = You are not in the list: only an owner, or the only manager, may approve their own text here.
approval-about = Services: { $services }.
approval-own-refused = You are not in the list: your organisation does not let people approve their own text.
approval-outside = Somebody outside
approval-outside-lede = For example a trustee or a consultant without an account. Their answer is recorded for them, by somebody who did not write the text where there is somebody.
approval-outside-name = Name
approval-outside-role = Role
approval-what = What is to be approved
approval-what-approved = What was approved
approval-effective-hint = If approval comes later, the policy applies from the day of publication.
approval-at-once = Publish as soon as everybody has approved
approval-at-once-hint = Otherwise you publish it yourself.
approval-at-once-note = The policy is published as soon as everybody has approved.
approval-note = Note to them
approval-note-hint = What should they look at?
approval-send-review = Ask for comments
approval-send-approval = Ask for approval
approval-gaps = { $count ->
    [one] 1 field is still open. It can be approved, but not published until it is filled.
   *[other] { $count } fields are still open. It can be approved, but not published until they are filled.
 }

approval-round-review = Comments
approval-round-approval = Approval
approval-round-open = Waiting for answers
approval-round-ready = Approved, ready to publish
approval-round-agreed = No objections
approval-round-approved = Approved and published
approval-round-sent-back = Sent back
approval-round-cancelled = Taken back
approval-round-outdated = Outdated
approval-rounds = Comments and approval
approval-asked-by = { $who } asked on { $date }.
approval-asked = Who was asked
approval-who = Name
approval-answer = Answer
approval-answer-title = Your answer
approval-to-answer = Go to your answer
approval-comment = Comment
approval-comment-hint = Needed when you send it back. The author sees it.
approval-passed-label = Published past a round
approval-passed = Published although changes were asked for, or a round was not over: { $words }
approval-reason = Why do you approve your own text?
approval-state-waiting = Waiting
approval-state-unanswered = Did not answer
approval-state-agreed = No objections
approval-state-approved = Approved
approval-state-sent-back = Sent back
approval-given = Given on { $date }
approval-recorded-by = Recorded by { $who }
approval-compare = Compare with the version in force
approval-text = The draft
approval-yes-review = No objections
approval-yes-approval = Approve
approval-no-review = It needs changes
approval-no-approval = Send back
approval-cancel = Take this back
approval-left = Left on { $date }
approval-change-person = Change
approval-change-title = Who is asked
approval-change-lede = What the others have said stays. The change stands in the log.
approval-change-left = { $name } left on { $date }.
approval-change-then = What should happen?
approval-change-ask = Somebody else is asked instead
approval-change-off = The round goes on without them
approval-change-to = Who instead?
approval-change-to-hint = They get an e-mail and have to answer themselves.
approval-change-choose = Choose
approval-change-reason = Why does it go on without them?
approval-change-reason-hint = Needed when nobody is asked instead. An inspector can read it in the log.
approval-change-save = Save
approval-error-then = Choose one
approval-error-instead = Choose who is asked instead
approval-error-off-reason = Say why it goes on without them
approval-error-asked-already = This person is asked already. Choose somebody else.
approval-error-nobody-left = Nobody else is asked. Ask somebody else instead, or take the whole round back.
approval-outdated-services-title = Another service was added
approval-outdated-services = Nobody was asked about { $services }. What was said does not count for it. Ask again for all services.
approval-outdated-title = The text has changed
approval-outdated = Nobody can answer any more. Ask again for the new text.
approval-goes-on = People are looking at this draft
approval-open-round = Open
approval-waiting-for = Not answered yet: { $names }.
approval-against-title = Changes were asked for
approval-against-body = The text has not changed since. Change it, or ask again. Who asked for changes cannot be named as approving it.
approval-earlier-title = Changes were asked for. The text has changed since.
approval-asked-now = { $count ->
    [one] 1 person is being asked about this text. Changing it means asking again.
   *[other] { $count } people are being asked about this text. Changing it means asking again.
 }
approval-approved-now = This text is approved. Changing it means asking again.
approval-change-ends = If somebody changes the text, its title or its code, or adds a service, this ends and everybody has to be asked again.
approval-past-title = Publish all the same
approval-past = Publish it although this is not settled
approval-past-reason = Why?
approval-past-reason-hint = The reason stands in the log, where an inspector can read it.
approval-needed = Your organisation asks for approval before a version is published. Ask for approval first.
approval-needed-title = Approval is missing
approval-needed-body = Your organisation asks for approval before a version is published.

approval-many = Ask for approval
approval-many-ask = { $count ->
    [one] Ask for approval for 1 draft
   *[other] Ask for approval for all { $count }
 }
approval-many-lede = Each draft is asked about for itself. The people you choose have to approve each of them.
approval-many-none-title = Nobody has to be asked
approval-many-none = No draft lacks approval, or people are asked already.
approval-many-drafts = Drafts that need approval
approval-many-people-hint = They get one e-mail for all drafts. They sign in to answer.
approval-many-dates = Each counts as reviewed today, applies from its publication, and is reviewed next after its own months.
approval-many-error-gone = Some of these drafts changed, or people are asked about them already. Look at the list again.
approval-many-error-own = One of these people wrote { $texts } and may not approve it. Choose somebody else, or leave it out.
approval-mine = Waiting for your answer
approval-mine-lede = Open each draft and read it. Then tick what you approve, or answer on its own page.
approval-mine-none-title = Nothing waits for you
approval-mine-none = When somebody asks you for comments or approval, it stands here.
approval-mine-back = Back to Today
approval-mine-drafts = Drafts
approval-mine-asked = Asked for
approval-mine-read = I have read it and approve it
approval-mine-open = Open it to answer
approval-mine-approve = Approve what is ticked
approval-mine-more = { $count ->
    [one] 1 other draft waits for your answer
   *[other] { $count } other drafts wait for your answer
 }
approval-mine-error-none = Tick what you have read and approve

approval-record = Record the answer
approval-record-lede = Write down what you can show an inspector.
approval-given-on = When did they answer?
approval-how = How did they answer?
approval-how-hint = For example "By e-mail" or "Minutes of the board, item 4".
approval-record-yes = Record: approved
approval-record-agreed = Record: no objections
approval-record-no = Record: sent back

approval-settings-title = Who may approve
approval-settings-lede = Who has to approve a policy before it is published.
approval-settings-who = An owner chooses this, because it holds at every service.
approval-settings-save = Save
approval-rule = Before a version is published
approval-rule-direct = Nobody has to be asked
approval-rule-direct-hint = Whoever publishes says who approved.
approval-rule-own-with-reason = Somebody is asked, who may be the author
approval-rule-own-with-reason-hint = An owner, or the only manager, may approve their own text with a reason. The reason prints on the policy.
approval-rule-others = Somebody else is asked
approval-rule-others-hint = Nobody approves their own text.

approval-many-error-nobody = Choose at least one person
approval-error-nobody = Choose at least one person, or name somebody outside
approval-error-too-many = Ask at most { $limit } people
approval-error-person = One of these people cannot be asked. They left, or have no account.
approval-error-inside = This person is on your staff list. Choose them above: they answer with their own account. If they have none, invite them first.
approval-error-own-record = You wrote this text or asked for its approval. Somebody else who may change the policy records that it was approved.
approval-error-own = This person wrote the text or asks for the approval, and may not approve it. Choose somebody else.
approval-error-own-reason = Say why you approve your own text, in at least 20 letters
approval-error-outside-name = Enter the name of the person outside
approval-error-outside-role = Enter what they do, such as "Trustee"
approval-error-comment = Say what should change
approval-error-how = Say how they answered
approval-error-given-before = The answer cannot be from before they were asked
approval-error-given-later = The answer cannot be after today
approval-error-refused = This person asked for changes to this text. Change the text, or ask them again.
approval-error-stands = People are asked about this text, or asked for changes to it. Open Check and publish again.
approval-error-past = Tick the box if you want to publish all the same
approval-error-past-reason = Say why you publish all the same
approval-error-rule = Choose one
approval-round-is-open = People are looking at this draft already, so nobody else was asked. Take that back first, or change who is asked there.
approval-round-is-over = This is over. The text changed, a service was added, somebody sent it back, or it was taken back.

done-approval-asked = They are asked.
done-approval-answered = Your answer is kept.
done-approval-complete = Everybody has approved. The policy is ready to publish.
done-approval-published = Everybody has approved. The policy is published.
done-approval-not-published = Everybody has approved, but the policy could not be published. Open Check and publish to see why.
done-approval-many-asked = They are asked. Each gets one e-mail.
done-approval-mine = Your approval is kept.
done-approval-mine-some = Some are not approved: the text changed, or somebody sent it back. Look at what is left.
done-approval-changed = Who is asked is changed.
done-approval-cancelled = It is taken back.
done-approval-rule = Saved.

approval-mail-review-subject = For comments: { $policy }
approval-mail-review-body = { $by } asks you to read the draft of { $policy } ({ $code }) and to say what should change.
approval-mail-approval-subject = For approval: { $policy }, version { $version }
approval-mail-approval-body = { $by } asks you to approve { $policy } ({ $code }), version { $version }.
approval-mail-change = What changed: { $change }
approval-mail-review-date = Next review: { $date }
approval-mail-button = Open the draft
approval-mail-sign-in = You sign in to read and answer.
approval-mail-why = You get this because somebody at { $organisation } named you.
approval-mail-many-subject = { $count ->
    [one] For approval: 1 policy
   *[other] For approval: { $count } policies
 }
approval-mail-many-body = { $count ->
    [one] { $by } asks you to approve this policy.
   *[other] { $by } asks you to approve these { $count } policies. Read each of them first.
 }
approval-mail-many-button = Open the list
approval-mail-outdated-subject = The text has changed: { $policy }
approval-mail-outdated-body = The draft of { $policy } ({ $code }) or its services changed after you were asked about it. You need not answer. You are asked again when the new text is ready.
approval-mail-approved-subject = Approved: { $policy }
approval-mail-approved-body = Everybody you asked has approved { $policy } ({ $code }).
approval-mail-agreed-subject = No objections: { $policy }
approval-mail-agreed-body = Everybody you asked has read { $policy } ({ $code }). Nobody has objections.
approval-mail-sent-back-subject = Sent back: { $policy }
approval-mail-sent-back-body = { $who } has sent { $policy } ({ $code }) back.
