create table notification_schedule (
  id uuid primary key,
  game_id uuid not null references game_sessions on delete cascade,
  participant_id uuid references game_participants on delete cascade,
  notification_type varchar(50) not null default 'reminder'
    check (notification_type in ('reminder', 'join_notification')),
  reminder_minutes int,
  game_scheduled_at timestamptz not null,
  due_at timestamptz not null,
  available_at timestamptz not null default now(),
  done_at timestamptz,
  dead_at timestamptz,
  attempts int not null default 0,
  last_error text,
  traceparent text,
  tracestate text
);
create unique index on notification_schedule (game_id, reminder_minutes)
  where notification_type = 'reminder';
create index on notification_schedule (due_at) where done_at is null and dead_at is null;

create table game_status_schedule (
  id uuid primary key,
  game_id uuid not null references game_sessions on delete cascade,
  target_status varchar(20) not null check (target_status in ('IN_PROGRESS', 'COMPLETED')),
  due_at timestamptz not null,
  available_at timestamptz not null default now(),
  done_at timestamptz,
  dead_at timestamptz,
  attempts int not null default 0,
  last_error text,
  traceparent text,
  tracestate text,
  unique (game_id, target_status)
);
create index on game_status_schedule (due_at) where done_at is null and dead_at is null;

create table outbox (
  id uuid primary key,
  seq bigserial,
  source text not null, -- the service that wrote it, whose relay is the first to take it
  exchange text not null,
  routing_key text not null,
  payload jsonb not null,
  traceparent text,
  tracestate text,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  claimed_by text,
  claimed_until timestamptz,
  attempts int not null default 0,
  last_error text,
  published_at timestamptz
);
create index on outbox (seq) where published_at is null;
create index on outbox (published_at) where published_at is not null;

create table processed_messages (
  consumer varchar(100) not null,
  message_id uuid not null,
  processed_at timestamptz not null default now(),
  primary key (consumer, message_id)
);
create index on processed_messages (processed_at);

-- Whoever waits for one of these is told when there may be something for it. Without a payload, the
-- notifications of one transaction are one: a notification takes a lock of the whole cluster.
create function tell() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_argv[0], '');
  return null;
end
$$;

create trigger notification_schedule_changed
  after insert or update of due_at, available_at, done_at or delete on notification_schedule
  for each statement execute function tell('notification_schedule_changed');
create trigger game_status_schedule_changed
  after insert or update of due_at, available_at, done_at or delete on game_status_schedule
  for each statement execute function tell('game_status_schedule_changed');
create trigger outbox_changed
  after insert on outbox
  for each statement execute function tell('outbox_changed');
