"""The same hello-world in an app that has the libraries the coach has, imported as one does to use them."""

import holidays
import structlog  # noqa: F401
from alembic import command  # noqa: F401
from alembic.config import Config  # noqa: F401
from apscheduler.schedulers.background import BackgroundScheduler  # noqa: F401
from prometheus_client import Counter  # noqa: F401
from pydantic_settings import BaseSettings  # noqa: F401
from slackblocks import Message, SectionBlock  # noqa: F401
from sqlmodel import Field, Session, SQLModel, create_engine  # noqa: F401

from bench.hello_world import main

if __name__ == "__main__":
    holidays.country_holidays("PT")  # a country's are imported when they are asked for
    main()
