//! A panic on any thread ends the program: terminal first, then the newest plan into a rescue file, then words, then 101.
//! Works while anything may be broken: waits for nothing for long, and makes the text on a thread of its own,
//! because a panic inside a panic hook would abort.

use super::{
    rescue::Rescue,
    terminal,
    text::{Bytes, Text},
};
use crate::{
    plan::Plan,
    words::{clean, clean_line},
};
use std::{
    io::{self, Write},
    panic::{self, PanicHookInfo},
    process,
    sync::{
        Arc, Mutex, MutexGuard, TryLockError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, TryRecvError},
    },
    thread,
    time::{Duration, Instant},
};

const EXIT_CODE: u8 = 101;
/// The panic hook waits at most this long for one thing.
const PATIENCE: Duration = Duration::from_secs(3);
/// The thread that saves. When it is the one that panics nobody waits for its save.
pub const WRITER: &str = "writer";
/// A thread of this name may panic without ending the program: it is the rescue itself. It stops where it is, for a released
/// program does not unwind.
const RESCUER: &str = "rescuer";
static IS_RESCUER_LOST: AtomicBool = AtomicBool::new(false);

/// The shortest plan there is.
const NOTHING: &[u8] = b"Plan(title: \"-\")\n";

type ToText = fn(Bytes, &Arc<Plan>) -> Option<Bytes>;

/// The newest plan and the text last read, where a panic hook finds them.
#[derive(Clone)]
pub struct Newest {
    slot: Arc<Mutex<Slot>>,
    is_writing: Arc<AtomicBool>,
    to_text: ToText,
    rescue: Rescue,
}

#[derive(Default)]
struct Slot {
    plan: Option<Arc<Plan>>,
    on_disk: Bytes,
}

/// While it lives a save is under way.
pub struct Busy(Arc<AtomicBool>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

impl Newest {
    pub fn new<T: Text>(rescue: Rescue) -> Self {
        let to_text: ToText = |bytes, plan| T::open(bytes).ok()?.change(plan).ok();
        Newest { slot: Arc::default(), is_writing: Arc::default(), to_text, rescue }
    }
    /// This plan is wanted on the disk.
    pub fn want(&self, plan: &Arc<Plan>) {
        self.lock().plan = Some(plan.clone());
    }
    /// The disk holds these bytes; where nothing newer is wanted they are the plan.
    pub fn read(&self, on_disk: &Bytes, plan: &Arc<Plan>) {
        let mut slot = self.lock();
        slot.on_disk = on_disk.clone();
        slot.plan.get_or_insert_with(|| plan.clone());
    }
    /// The file was read again: it says `theirs` now. That is the newest plan unless something newer than `known` is wanted.
    pub fn reread(&self, on_disk: &Bytes, known: Option<&Arc<Plan>>, theirs: &Arc<Plan>) {
        let mut slot = self.lock();
        slot.on_disk = on_disk.clone();
        let is_newer = slot.plan.as_ref().is_some_and(|it| known.is_none_or(|known| !Arc::ptr_eq(it, known)));
        if !is_newer {
            slot.plan = Some(theirs.clone());
        }
    }
    pub fn busy(&self) -> Busy {
        self.is_writing.store(true, Ordering::SeqCst);
        Busy(self.is_writing.clone())
    }

    /// The text of a plan: the one on the disk changed to say it, else one made from nothing, else a listing for people.
    pub fn text_of(&self, plan: &Arc<Plan>) -> Option<Bytes> {
        let (on_disk, to_text) = (self.lock().on_disk.clone(), self.to_text);
        let [a, b, c] = [plan.clone(), plan.clone(), plan.clone()];
        apart(move || to_text(on_disk, &a))
            .or_else(|| apart(move || to_text(NOTHING.to_vec().into(), &b)))
            .or_else(|| apart(move || listing(&c)))
    }

    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(|it| it.into_inner())
    }

    /// Writes the newest plan to its rescue file; `Err` says why there is none.
    fn write_rescue(&self) -> Result<String, String> {
        let is_mine = thread::current().name() == Some(WRITER);
        wait_until(|| is_mine || !self.is_writing.load(Ordering::SeqCst));
        let plan = self.peek().ok_or("no plan was open")?;
        let text = self.text_of(&plan).ok_or("its text could not be made")?;
        let file = self.rescue.write(&text).map_err(|it| it.to_string())?;
        Ok(clean_line(&file.display().to_string()).into_owned())
    }

    /// The plan, though a thread may have died holding the lock.
    fn peek(&self) -> Option<Arc<Plan>> {
        let mut plan = None;
        wait_until(|| match self.slot.try_lock() {
            Ok(slot) => {
                plan = slot.plan.clone();
                true
            }
            Err(TryLockError::Poisoned(slot)) => {
                plan = slot.into_inner().plan.clone();
                true
            }
            Err(TryLockError::WouldBlock) => false,
        });
        plan
    }
}

fn wait_until(mut is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_so() && started.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(2));
    }
}

/// Everything that is in the plan, in a form that is read by people and no program: better than nothing.
fn listing(plan: &Plan) -> Option<Bytes> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.to_string_pretty(plan, ron::ser::PrettyConfig::new().struct_names(true)).ok().map(|text| Bytes::Text(Arc::new(text)))
}

/// Does something on a thread of its own, where it may panic or hang.
fn apart<R: Send + 'static>(make: impl FnOnce() -> Option<R> + Send + 'static) -> Option<R> {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::Builder::new().name(RESCUER.into());
    IS_RESCUER_LOST.store(false, Ordering::SeqCst);
    thread.spawn(move || sender.send(make())).ok()?;
    let mut made = None;
    wait_until(|| match receiver.try_recv() {
        Ok(it) => {
            made = it;
            true
        }
        Err(TryRecvError::Empty) => IS_RESCUER_LOST.load(Ordering::SeqCst),
        Err(TryRecvError::Disconnected) => true,
    });
    made
}

/// From now on a panic ends a command in words, as long as no board is open.
pub fn tell_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if wants_backtrace() {
            usual(info);
        }
        let _ = io::stderr().write_all(bug(info).as_bytes());
        process::exit(EXIT_CODE.into());
    }));
}

/// From now on a panic ends the program properly.
pub fn install(newest: Newest) {
    static IS_ENDING: AtomicBool = AtomicBool::new(false);
    drop(panic::take_hook()); // that of commands; what is usual lies below it
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().name() == Some(RESCUER) {
            IS_RESCUER_LOST.store(true, Ordering::SeqCst);
            park_for_ever();
        }
        if IS_ENDING.swap(true, Ordering::SeqCst) {
            park_for_ever(); // the first panic is being told
        }
        terminal::leave_for_good();
        let rescue = newest.write_rescue();
        if wants_backtrace() {
            usual(info);
        }
        let _ = io::stderr().write_all((bug(info) + &copy(rescue)).as_bytes());
        process::exit(EXIT_CODE.into());
    }));
}

fn park_for_ever() -> ! {
    loop {
        thread::park();
    }
}

fn wants_backtrace() -> bool {
    std::env::var_os("RUST_BACKTRACE").is_some_and(|it| it != "0")
}

fn bug(info: &PanicHookInfo) -> String {
    let what = info.payload_as_str().unwrap_or("no words");
    let at = info.location().map(ToString::to_string).unwrap_or_default();
    format!("handshake stopped because of a bug in it: {} (at {})\n", clean(what), clean_line(&at))
}

fn copy(rescue: Result<String, String>) -> String {
    match rescue {
        Ok(file) => format!("The plan as it stood on the screen is in {file}; the plan file itself is whole.\n"),
        Err(why) => format!("There is no rescue copy: {why}. The plan file itself is whole, without what was not saved yet.\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{example, file};

    #[test]
    fn a_text_made_from_nothing_reads_as_the_same_plan() {
        let plan = Arc::new(file::read(example::DEMO.as_bytes()).plan.unwrap());
        let newest = Newest::new::<file::Document>(Rescue::within(None, "plan.ron".as_ref()));
        assert!(newest.lock().on_disk.is_empty());
        let reading = file::read(&newest.text_of(&plan).unwrap());
        assert_eq!(reading.problems, []);
        let plain = |plan: &Plan| serde_json::to_value(plan).unwrap(); // comments are not in it
        assert_eq!(plain(&reading.plan.unwrap()), plain(&plan));
    }

    #[test]
    fn what_others_wrote_is_the_newest_plan_unless_something_newer_is_wanted() {
        let newest = Newest::new::<file::Document>(Rescue::within(None, "plan.ron".as_ref()));
        let [old, theirs, ours] = ["old", "theirs", "ours"].map(|it| Arc::new(Plan { title: it.into(), ..Plan::default() }));
        newest.read(&Bytes::default(), &old);
        newest.reread(&Bytes::default(), Some(&old), &theirs);
        assert_eq!(newest.peek().unwrap().title, "theirs");
        newest.want(&ours);
        newest.reread(&Bytes::default(), Some(&theirs), &old);
        assert_eq!(newest.peek().unwrap().title, "ours");
    }

    /// A text that cannot be made.
    struct Cursed;

    impl Text for Cursed {
        fn open(_: Bytes) -> Result<Self, Vec<crate::plan::Problem>> {
            panic!("the text has the bug that ended the program")
        }
        fn plan(&self) -> &Arc<Plan> {
            unreachable!("it is never open")
        }
        fn change(&mut self, _: &Arc<Plan>) -> Result<Bytes, String> {
            unreachable!("it is never open")
        }
    }

    #[test]
    fn where_the_text_cannot_be_made_there_is_a_listing() {
        let newest = Newest::new::<Cursed>(Rescue::within(None, "plan.ron".as_ref()));
        let plan = Arc::new(Plan { title: "Finance".into(), ..Plan::default() });
        let text = String::from_utf8(newest.text_of(&plan).unwrap().to_vec()).unwrap();
        assert!(text.contains("title: \"Finance\""), "{text}");
    }

    #[test]
    fn a_listing_has_every_word_of_the_plan() {
        let plan = Plan { title: "Finance".into(), customer: "Acme".into(), ..Plan::default() };
        let listing = String::from_utf8(listing(&plan).unwrap().to_vec()).unwrap();
        assert!(listing.contains("title: \"Finance\"") && listing.contains("customer: \"Acme\""), "{listing}");
    }
}
