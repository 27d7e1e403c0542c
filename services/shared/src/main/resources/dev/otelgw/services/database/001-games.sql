create table guild_configurations (
  id uuid primary key,
  guild_id varchar(20) not null unique,
  bot_manager_role_ids jsonb not null default '[]',
  require_host_role boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table channel_configurations (
  id uuid primary key,
  guild_id uuid not null references guild_configurations,
  channel_id varchar(20) not null unique,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table users (
  id uuid primary key,
  discord_id varchar(20) not null unique,
  notification_preferences jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table game_templates (
  id uuid primary key,
  guild_id uuid not null references guild_configurations,
  channel_id uuid not null references channel_configurations,
  name varchar(100) not null,
  "order" int not null default 0 check ("order" >= 0),
  is_default boolean not null default false,
  notify_role_ids jsonb not null default '[]',
  allowed_player_role_ids jsonb not null default '[]',
  allowed_host_role_ids jsonb not null default '[]',
  max_players int check (max_players between 1 and 100),
  expected_duration_minutes int check (expected_duration_minutes >= 1),
  reminder_minutes jsonb,
  "where" text,
  signup_instructions text,
  allowed_signup_methods jsonb,
  default_signup_method varchar(50),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on game_templates (guild_id, "order");

create table game_sessions (
  id uuid primary key,
  template_id uuid references game_templates on delete set null,
  guild_id uuid not null references guild_configurations,
  channel_id uuid not null references channel_configurations,
  host_id uuid not null references users,
  title varchar(200) not null,
  description text,
  signup_instructions text,
  scheduled_at timestamptz not null,
  "where" text,
  max_players int not null check (max_players between 1 and 100),
  reminder_minutes jsonb not null default '[]',
  notify_role_ids jsonb not null default '[]',
  allowed_player_role_ids jsonb not null default '[]',
  message_id varchar(20),
  expected_duration_minutes int not null check (expected_duration_minutes >= 1),
  signup_method varchar(50) not null default 'SELF_SIGNUP'
    check (signup_method in ('SELF_SIGNUP', 'HOST_SELECTED')),
  status varchar(20) not null default 'SCHEDULED'
    check (status in ('SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')),
  version int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on game_sessions (guild_id, scheduled_at);
create index on game_sessions (status);

create table game_participants (
  id uuid primary key,
  game_session_id uuid not null references game_sessions on delete cascade,
  user_id uuid references users,
  display_name varchar(100),
  position_type smallint not null default 24000, -- 24000: signed up; 8000: added by the host
  position smallint not null default 0,
  joined_at timestamptz not null default now(),
  unique (game_session_id, user_id),
  check (num_nonnulls(user_id, display_name) = 1)
);
create index on game_participants (user_id);
