"""The clock that wakes the application (the home of APScheduler): remind each minute, refresh at 00:05; it holds no reminder."""

from collections.abc import Callable

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from calendars.zone import ZONE


def start_jobs(
    remind: Callable[[], None], refresh: Callable[[], None], push: Callable[[], None]
) -> BackgroundScheduler:
    """Start waking. One job at a time, in one thread; what was missed is run once, however late; call shutdown() to stop.

    push: at once, as something may have been published while nothing ran, and every five minutes.
    """
    scheduler = BackgroundScheduler(
        timezone=ZONE,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    scheduler.add_job(remind, CronTrigger(second=0, timezone=ZONE), id="remind")
    scheduler.add_job(refresh, CronTrigger(hour=0, minute=5, timezone=ZONE), id="refresh")
    scheduler.add_job(push, id="push-first")  # without a trigger: now
    scheduler.add_job(push, CronTrigger(minute="*/5", second=30, timezone=ZONE), id="push")
    scheduler.start()
    return scheduler
