# The mails about roles: to who gets or loses one, and to owners.
role-news-given-subject = { $count ->
    [one] You have a role at { $organisation }
   *[other] You have roles at { $organisation }
 }
role-news-given-body = { $count ->
    [one] { $name } gave you this role, from { $from } until somebody ends it:
   *[other] { $name } gave you these roles, from { $from } until somebody ends them:
 }
role-news-given-body-nobody = { $count ->
    [one] You have this role, from { $from } until somebody ends it:
   *[other] You have these roles, from { $from } until somebody ends them:
 }
role-news-given-body-held = { $count ->
    [one] You hold this role:
   *[other] You hold these roles:
 }
role-news-given-then = When you next sign in, the pages of the role are there. What each role may do stands in full under Roles, for who may see it.
role-news-given-then-joining = You need an account for it. The invitation comes in a mail of its own; if none comes, ask for one.
role-news-ended-subject = { $count ->
    [one] A role of yours at { $organisation } has ended
   *[other] Roles of yours at { $organisation } have ended
 }
role-news-ended-body = { $count ->
    [one] { $name } ended this role of yours on { $from }:
   *[other] { $name } ended these roles of yours on { $from }:
 }
role-news-ended-body-nobody = { $count ->
    [one] This role of yours ended on { $from }:
   *[other] These roles of yours ended on { $from }:
 }
role-news-item = { $role }. { $does }
role-news-button = Open Polisi
role-news-wrong = Is this wrong? Tell { $name } or an owner of { $organisation }.
role-news-wrong-nobody = Is this wrong? Tell an owner of { $organisation }.
role-news-why = You get this because your roles have changed.
role-news-why-held = You get this because we know your e-mail address now.
role-news-owners-subject = Roles have changed at { $organisation }
role-news-owners-body = { $name } changed who holds a role, on { $from }:
role-news-owners-body-nobody = Who holds a role has changed on { $from }:
role-news-line-given = { $name }: { $role }, from now on
role-news-line-ended = { $name }: no longer { $role }
role-news-line-cover = { $name } stands in for { $holder } from { $from } to { $until }: { $role }
role-news-line-cover-ended = { $name } no longer stands in for { $holder }: { $role }
role-news-owners-button = See who holds which role
role-news-owners-wrong = Did you not expect this? Look at the roles and at the activity, and talk to who did it. An owner can change it back at any time.
role-news-owners-why = You get this because you are an owner.
