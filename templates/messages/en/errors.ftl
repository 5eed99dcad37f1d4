# Pages that say why something did not work, and what to do.

errors-not_found-title = Page not found
errors-not_found-what = Check the address, or go to the start and look for it there.
errors-not_found-do = The page may have moved, been archived, or not be open to you.

errors-forbidden-title = You may not do this
errors-forbidden-what = Your role does not include this action.
errors-forbidden-do = Ask somebody who manages roles in your organisation if you need it.

errors-suspended-title = Polisi is paused for this organisation
errors-suspended-what = The people who run Polisi have suspended this organisation. Nothing is lost: policies, signatures and reports are kept, and e-mails wait.
errors-suspended-do = Ask an owner of your organisation. Owners: ask the people who run Polisi for you.
errors-suspended-reason = The reason: { $reason }
errors-suspended-safety = If somebody is in danger, call 999. Report concerns to your manager or to the local authority until this page works again.

errors-tablet-title = This is a shared tablet
errors-tablet-what = Staff share it to read, sign, look policies up and report. Nobody signs in to an account on it, so that no account stays open for the next person.
errors-tablet-own = To sign in with an e-mail address, use your own phone or computer. Open links from your e-mails there too.
errors-tablet-end = Should this no longer be a shared tablet? A manager signs in on another device, opens Services, then Shared tablets, chooses this one and revokes it. Signing in works here again after that.
errors-tablet-back = Back to the start of this tablet

errors-closing-title = This organisation is closing
errors-closing-what = { $name } closes on { $date }. Until then it can be read, not changed.
errors-closing-undo = Undo the closing
errors-closing-ask = An owner can undo the closing, in the settings under “Close the organisation”.
errors-closing-kept-look = See what you typed

errors-conflict-title = This changed while you were working
errors-conflict-what = Somebody saved something newer, or the page was sent twice. Nothing of yours was overwritten.
errors-conflict-do = Go back, load the page again and look at what is there now.

errors-invalid-title = We could not read what was sent
errors-invalid-what = Something in the page or in the address was not as expected. Nothing was saved.
errors-invalid-do = Go back, load the page again and try once more.

errors-limit-title = This text is too long
errors-limit-do = Nothing was saved. Go back, shorten the text or the values of its fields, then try again.

errors-too_many-title = Too many tries
errors-too_many-what = Nothing is wrong with your account. We slow down guessing.
errors-too_many-do = Wait 15 minutes, then try again.

errors-too_fast-title = A short wait, please
errors-too_fast-what = A lot was asked for in a few minutes. Nothing is wrong with your account, and what you saved is safe.
errors-crowded-own = More is being sent at once from your account, tablet or network than we take in. Nothing was saved. Wait until the rest has been sent, then send this again.
errors-crowded-all = More is being sent at once than we take in. Nothing was saved. Short forms still work.
errors-kept = What you typed is kept for 24 hours.
errors-kept-look = Send it again

errors-unavailable-title = The service is not available at the moment
errors-unavailable-what = We are working on it. What you saved is safe.
errors-unavailable-do = Try again in a few minutes.

errors-internal-title = Sorry, there is a problem with the service
errors-internal-what = The fault is ours. What you saved before is safe; what you just sent may not be saved.
errors-internal-do = Try again later. If it happens again, tell the person who runs Polisi for you and quote the reference.

errors-gone-title = This link has stopped working
errors-gone-what = Links end after a time, when they have been replaced, or when they are no longer needed.
errors-gone-do = Ask the person who sent it for a new one, or sign in.

errors-forbidden-who = { $who } can help you with this.
errors-wait = You can try again in { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
 }.
errors-danger-title = If somebody is in danger
errors-danger = Do not wait for this service. Call [[999]], or speak to your safeguarding lead.
errors-reference = Reference
errors-start = Go to the start
errors-sign-in = Sign in
errors-help = [[Help]] says who to ask.

error-not-a-form = The page could not read the form. Nothing was saved.
error-other-site = This was sent from another website, so nothing was done. Open the page here and try again.
error-too-large = What you sent is too big. Nothing was saved. Choose a smaller file, or send it in parts.
error-too-slow = What you sent came too slowly to wait for its end. Nothing was saved. Go back and send it again where the connection is better.
error-file-malware = “{ $name }” was not taken: something harmful was found in it. Nothing of it was kept. Tell whoever gave it to you, and whoever looks after your computers. What you typed is still here.
error-file-unchecked = “{ $name }” was not taken: files cannot be checked for harmful programs just now. What you typed is still here. Send it without the file and add the file later, or try again in a few minutes.
error-file-large-to-check = “{ $name }” was not taken: it is too large to be checked for harmful programs. What you typed is still here. Choose a smaller file, send it in parts, or ask whoever runs Polisi for you.
