//! Every role × every URL of an organisation: who may not gets 403, who may does not.

use polisi::access::{Role, allowed};
use polisi::web::{Door, Method};
use polisi::{people, routes};

use super::actors::{Scene, newcomer};
use super::every_route::needs_whole_organisation;
use super::sweep::sweep;

#[test]
fn every_role_meets_its_limits_at_every_url() {
    let mut scene = Scene::start();
    let urls: Vec<_> = routes::all()
        .into_iter()
        .filter_map(|route| match route.door {
            Door::Member(action) => Some((route, action)),
            _ => None,
        })
        .collect();
    let (mut let_in, mut kept_out, mut faults) = (0, 0, Vec::new());
    for role in Role::ALL {
        let name = role.as_str().replace('_', "-");
        let somebody = newcomer(&scene.app, &scene.world.org, &name, Some(*role));
        let client = scene.app.client_of(&somebody).unchecked();
        for (route, action) in &urls {
            // Invented rows: a right is asked for before a row is looked for.
            let address = scene.ids.address(&mut scene.raw, route.path, "cartref-prawf", &[]).unwrap();
            let page = match route.method {
                Method::Get => client.get(&address),
                Method::Post => client.post_form(&address, &[]),
            };
            sweep(&page);
            // Some see with a right at one service what they may only change with the same right everywhere.
            let whole = !needs_whole_organisation(route) || !people::belongs_to_service(*role);
            let may = allowed(*action).contains(role) && whole;
            *(if may { &mut let_in } else { &mut kept_out }) += 1;
            assert!(page.status < 500, "{role:?} at {route:?}: {}", page.status);
            if (page.status == 403) == may {
                faults.push(format!("{role:?} at {route:?}: {}", page.status));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!((Role::ALL.len(), let_in + kept_out), (15, 15 * urls.len()));
    assert!(let_in >= 15 * 3 && kept_out >= 15, "{let_in} let in, {kept_out} kept out");
}
