//! The limit: a server of the same kind that answers the same bytes and does nothing else. It is a
//! process of its own, so that its CPU time can be told apart.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use actix_web::http::header::ContentType;
use actix_web::web::{Bytes, Data};
use actix_web::{App, HttpResponse, HttpServer, web};

use crate::Fault;
use crate::load::Target;

/// Threads that answer, in the constant server and in the product alike.
pub const WORKERS: usize = 2;

/// The constant server, running. It ends when this is dropped.
pub struct Constant {
    /// Its page.
    pub target: Target,
    process: Child,
}

impl Constant {
    /// Starts one that answers with this body.
    pub fn start(body: &[u8]) -> Result<Self, Fault> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let file = folder.path().join("body");
        std::fs::write(&file, body).map_err(|error| error.to_string())?;
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut process = Command::new(program)
            .arg("constant")
            .arg(&file)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("constant server: {error}"))?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut line).map_err(|error| error.to_string())?;
        }
        // Whatever the line holds, the process has an owner from here on.
        let pid = process.id();
        let mut constant = Self { target: Target::default(), process };
        constant.target = Target::parse(line.trim())?;
        constant.target.pid = Some(pid);
        Ok(constant)
    }
}

impl Drop for Constant {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Is the constant server: prints its address, then serves until it is killed.
pub fn serve(body: &Path) -> Result<(), Fault> {
    let body = Bytes::from(std::fs::read(body).map_err(|error| error.to_string())?);
    actix_web::rt::System::new().block_on(listen(body)).map_err(|error| format!("constant server: {error}"))
}

async fn listen(body: Bytes) -> std::io::Result<()> {
    let server = HttpServer::new(move || {
        App::new().app_data(Data::new(body.clone())).route("/", web::get().to(answer))
    })
    .workers(WORKERS)
    .bind(("127.0.0.1", 0))?;
    for address in server.addrs() {
        println!("http://{address}/");
    }
    std::io::stdout().flush()?;
    server.run().await
}

async fn answer(body: Data<Bytes>) -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::html()).body(Bytes::clone(&body))
}
