# Open invitations.
invitations-title = Open invitations
invitations-lede = An invitation works once, for { $hours } hours. A new one replaces the one before.
invitations-ends = Works until
invitations-over = Too old
invitations-shared = Not joined to this record
invitations-shared-text = Somebody else here has an account with this address already. Enter an address of their own, or withdraw the invitation.
invitations-act = What you can do
invitations-again = Send a new one
invitations-void = Withdraw
invitations-none = No open invitations
invitations-none-text = You invite somebody on their page. Once they have joined, they don't stand here any more.
invitations-result = { $sent ->
    [0] Nobody was invited.
    [one] 1 person was invited.
   *[other] { $sent } people were invited.
 } { $left ->
    [0] { "" }
    [one] 1 person was left out: without an e-mail address, with an account already, not yours to change, or at an address that had 20 invitations today.
   *[other] { $left } people were left out: without an e-mail address, with an account already, not yours to change, or at an address that had 20 invitations today.
 }
invitations-error-many = At most { $limit } people can be invited at once. Choose fewer.
invitations-link = Open invitations
invitations-until = The invitation works until { $when }.
invitations-ended = The invitation has ended. Send a new one.
