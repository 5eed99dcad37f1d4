//! What WebDriver has no words for: the width of a phone, the dark, no scripts.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::browser::Browser;

/// The colours that the person's device asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Light, Self::Dark];

    /// The name in a style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A command of the developer tools, by way of the driver.
#[derive(Debug)]
struct Tool {
    name: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Tool {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.name, "params": self.parameters }).to_string()))
    }
}

impl Browser {
    /// Makes the page as wide as this many CSS pixels; below 600 it is a phone.
    pub async fn set_width(&self, width: u32) {
        self.set_size(width, 844).await;
    }

    /// Makes the window as large as this many CSS pixels.
    pub async fn set_size(&self, width: u32, height: u64) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.tool("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Makes the device ask for light or dark.
    pub async fn set_scheme(&self, scheme: Scheme) {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme.name() });
        self.tool("Emulation.setEmulatedMedia", json!({ "media": "", "features": [feature] })).await;
    }

    /// Shows the page as it would be printed.
    pub async fn set_print(&self) {
        self.tool("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    }

    /// Switches scripts off or on, from the next page on.
    pub async fn set_scripts(&self, on: bool) {
        self.tool("Emulation.setScriptExecutionDisabled", json!({ "value": !on })).await;
    }

    async fn tool(&self, name: &'static str, parameters: Value) {
        let answer = self.issue_cmd(Tool { name, parameters }).await;
        answer.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
