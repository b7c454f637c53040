//! Which day it is, how long it still lasts, and when to look again: at midnight, and when somebody sets the clock or the zone.
//! The only place that asks the clock; everything else gets `today` as an argument.

use chrono::{DateTime, Days, Local, NaiveDate, NaiveTime};
use std::{
    io,
    sync::Arc,
    thread,
    time::{Duration, Instant, SystemTime},
};

/// The machine's clock, or the day somebody asked for with `--today`, which never ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    System,
    Fixed(NaiveDate),
}

/// Never waits less than this, so that no clock makes a busy loop.
const WAIT_MIN: Duration = Duration::from_secs(1);

impl Clock {
    pub fn today(self) -> NaiveDate {
        match self {
            Clock::System => Local::now().date_naive(),
            Clock::Fixed(day) => day,
        }
    }

    /// From this moment until its local day ends; none when it never does.
    fn until_midnight(self, now: SystemTime) -> Option<Duration> {
        match self {
            Clock::System => {
                let now = DateTime::<Local>::from(now);
                let tomorrow = now.date_naive() + Days::new(1);
                // Where summer time starts at midnight that moment does not exist; an hour later does.
                let midnight = tomorrow.and_time(NaiveTime::MIN);
                let starts = midnight.and_local_timezone(Local).earliest();
                let starts = starts.or_else(|| (midnight + chrono::Duration::hours(1)).and_local_timezone(Local).earliest())?;
                Some((starts - now).to_std().unwrap_or(WAIT_MIN).max(WAIT_MIN))
            }
            Clock::Fixed(_) => None,
        }
    }

    /// Calls `tell` when the day may be another one, on a thread of its own, until that says no.
    ///
    /// # Errors
    /// When the system has no more threads.
    pub fn watch(self, tell: impl Fn() -> bool + Send + 'static) -> io::Result<Watched> {
        let Clock::System = self else { return Ok(Watched(None)) };
        let alarm = Arc::new(Alarm::new());
        let watched = Watched(Some(Arc::clone(&alarm)));
        let thread = thread::Builder::new().name("clock".into());
        thread.spawn(move || {
            let mut now = SystemTime::now();
            while let Some(left) = self.until_midnight(now) {
                alarm.wait(now, left);
                // Before anybody looks at the clock: what is set after that is told again.
                now = SystemTime::now();
                if !tell() {
                    return;
                }
            }
        })?;
        Ok(watched)
    }
}

/// Dropping it takes the watch over the zone down, long enough before the program ends (see [`super::watch::Watch::silence`]).
#[derive(Debug)]
pub struct Watched(Option<Arc<Alarm>>);

impl Drop for Watched {
    fn drop(&mut self) {
        if let Some(alarm) = &self.0 {
            alarm.silence();
        }
    }
}

/// Waits for a time of day, not for so many seconds: a machine that sleeps over midnight is told when it wakes.
#[cfg(target_os = "linux")]
#[derive(Debug)]
struct Alarm {
    /// Says when something in `/etc` changes, as `localtime` does; and the number of that watch.
    zone: Option<(rustix::fd::OwnedFd, i32)>,
}

#[cfg(target_os = "linux")]
impl Alarm {
    fn new() -> Self {
        use rustix::fs::inotify::{CreateFlags, WatchFlags, add_watch, init};
        let zone = init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).and_then(|it| {
            let number = add_watch(&it, "/etc/", WatchFlags::CREATE | WatchFlags::MOVED_TO | WatchFlags::ONLYDIR)?;
            Ok((it, number))
        });
        Alarm { zone: zone.ok() }
    }

    fn silence(&self) {
        if let Some((zone, number)) = &self.zone {
            let _ = rustix::fs::inotify::remove_watch(zone, *number); // else the end of the program does it
        }
    }

    fn wait(&self, now: SystemTime, left: Duration) {
        let begun = Instant::now();
        match self.try_wait(now, left) {
            // The clock was set while the alarm was: as after a sleep, when the time comes once from the machine and again from the network.
            Ok(()) | Err(rustix::io::Errno::CANCELED) => {}
            Err(_) => thread::sleep(left.min(WAIT_WITHOUT)),
        }
        // Where a library feigns another clock for us alone, the alarm goes off at once, again and again.
        thread::sleep(WAIT_MIN.saturating_sub(begun.elapsed()));
    }

    /// Returns so long after `now`, and before it when the clock is set (a wake-up counts as that) or the zone may have changed.
    fn try_wait(&self, now: SystemTime, left: Duration) -> rustix::io::Result<()> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, timerfd_create, timerfd_settime};
        let none = Timespec { tv_sec: 0, tv_nsec: 0 };
        let timer = timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::CLOEXEC)?;
        let midnight = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok().and_then(|it| it.checked_add(left));
        let at = midnight.and_then(|it| Timespec::try_from(it).ok()).ok_or(rustix::io::Errno::INVAL)?;
        let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
        timerfd_settime(&timer, flags, &Itimerspec { it_interval: none, it_value: at })?;
        // Not when the clock was set since `now`, before there was a timer to say so.
        if now.elapsed().is_ok_and(|it| it < WAIT_MIN) {
            let mut both = vec![PollFd::new(&timer, PollFlags::IN)];
            both.extend(self.zone.as_ref().map(|(it, _)| PollFd::new(it, PollFlags::IN)));
            poll(&mut both, None)?;
        }
        if self.zone.as_ref().is_some_and(|(it, _)| has_read(it)) {
            thread::sleep(ZONE_SETTLES);
        }
        Ok(())
    }
}

/// Whether there was something to read; all of it is read.
#[cfg(target_os = "linux")]
fn has_read(from: &rustix::fd::OwnedFd) -> bool {
    let mut is_any = false;
    while rustix::io::read(from, &mut [0; 4096]).is_ok_and(|count| count > 0) {
        is_any = true;
    }
    is_any
}

/// A thread that has looked at the zone believes it for a second (chrono), so that nobody is told before that is over.
#[cfg(target_os = "linux")]
const ZONE_SETTLES: Duration = Duration::from_millis(1100);

/// So often the clock is looked at where no system tells that it was set or that the machine slept.
const WAIT_WITHOUT: Duration = Duration::from_secs(60);

#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
struct Alarm;

#[cfg(not(target_os = "linux"))]
impl Alarm {
    fn new() -> Self {
        Alarm
    }
    fn silence(&self) {}
    fn wait(&self, _now: SystemTime, left: Duration) {
        thread::sleep(left.min(WAIT_WITHOUT));
    }
}

/// This moment for a file name: `2027-02-08-143055-123456789`, in local time; names of one zone sort as they were made.
pub fn moment() -> String {
    Local::now().format("%Y-%m-%d-%H%M%S-%9f").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_ends_within_a_day_and_a_fixed_one_never() {
        let now = SystemTime::now();
        let left = Clock::System.until_midnight(now).unwrap();
        assert!(left >= WAIT_MIN && left <= Duration::from_secs(25 * 3600), "{left:?}");
        let day = NaiveDate::from_ymd_opt(2027, 2, 8).unwrap();
        assert_eq!((Clock::Fixed(day).today(), Clock::Fixed(day).until_midnight(now)), (day, None));
    }
}
