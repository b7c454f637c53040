//! Which day it is, how long it still lasts, and when to look again: at midnight, and when somebody sets the clock or the zone.
//! The only place that asks the clock; everything else gets `today` as an argument.

use chrono::{Days, Local, NaiveDate, NaiveTime};
use std::{io, thread, time::Duration};

/// The machine's clock, or the day somebody asked for with `--today`, which never ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    System,
    Fixed(NaiveDate),
}

/// Never waits less than this, so that a clock set back and forth makes no busy loop.
const WAIT_MIN: Duration = Duration::from_secs(1);

impl Clock {
    pub fn today(self) -> NaiveDate {
        match self {
            Clock::System => Local::now().date_naive(),
            Clock::Fixed(day) => day,
        }
    }

    /// Until the local day ends; none when it never does.
    pub fn until_midnight(self) -> Option<Duration> {
        match self {
            Clock::System => {
                let now = Local::now();
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
    pub fn watch(self, tell: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
        if let Clock::System = self {
            let mut alarm = Alarm::new();
            let thread = thread::Builder::new().name("clock".into());
            thread.spawn(move || {
                while let Some(left) = self.until_midnight() {
                    alarm.wait(left);
                    if !tell() {
                        return;
                    }
                }
            })?;
        }
        Ok(())
    }
}

/// Waits for a time of day, not for so many seconds: a machine that sleeps over midnight is told when it wakes.
#[cfg(target_os = "linux")]
struct Alarm {
    /// Says when something in `/etc` changes; `localtime` is there.
    zone: Option<rustix::fd::OwnedFd>,
}

#[cfg(target_os = "linux")]
impl Alarm {
    fn new() -> Self {
        use rustix::fs::inotify::{CreateFlags, WatchFlags, add_watch, init};
        let zone = init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).and_then(|it| {
            add_watch(&it, "/etc/", WatchFlags::CREATE | WatchFlags::MOVED_TO | WatchFlags::ONLYDIR)?;
            Ok(it)
        });
        Alarm { zone: zone.ok() }
    }

    fn wait(&mut self, left: Duration) {
        if self.try_wait(left).is_err() {
            thread::sleep(left.min(WAIT_WITHOUT));
        }
    }

    /// Returns at that time, and before it when the clock is set (a wake-up counts as that) or the zone may have changed.
    fn try_wait(&mut self, left: Duration) -> rustix::io::Result<()> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, timerfd_create, timerfd_settime};
        let none = Timespec { tv_sec: 0, tv_nsec: 0 };
        let now = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
        let at = Timespec::try_from(now + left).map_err(|_| rustix::io::Errno::INVAL)?;
        let timer = timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::CLOEXEC)?;
        let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
        timerfd_settime(&timer, flags, &Itimerspec { it_interval: none, it_value: at })?;
        let mut both = vec![PollFd::new(&timer, PollFlags::IN)];
        both.extend(self.zone.as_ref().map(|it| PollFd::new(it, PollFlags::IN)));
        poll(&mut both, None)?;
        if let Some(zone) = &self.zone {
            while rustix::io::read(zone, &mut [0; 4096]).is_ok_and(|count| count > 0) {}
        }
        Ok(())
    }
}

/// So often the clock is looked at where no system tells that it was set or that the machine slept.
const WAIT_WITHOUT: Duration = Duration::from_secs(60);

#[cfg(not(target_os = "linux"))]
struct Alarm;

#[cfg(not(target_os = "linux"))]
impl Alarm {
    fn new() -> Self {
        Alarm
    }
    fn wait(&mut self, left: Duration) {
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
        let left = Clock::System.until_midnight().unwrap();
        assert!(left >= WAIT_MIN && left <= Duration::from_secs(25 * 3600), "{left:?}");
        let day = NaiveDate::from_ymd_opt(2027, 2, 8).unwrap();
        assert_eq!((Clock::Fixed(day).today(), Clock::Fixed(day).until_midnight()), (day, None));
    }
}
