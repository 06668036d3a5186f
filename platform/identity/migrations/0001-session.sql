-- Sessions ouvertes par carte : le jeton reste au navigateur, la base n'en garde que le SHA-256.
create table session (
  empreinte bytea primary key check (octet_length(empreinte) = 32),
  agent jsonb not null,
  certificat_signature bytea not null check (octet_length(certificat_signature) <= 16384),
  ouverte_a timestamptz not null,
  expire_a timestamptz not null check (expire_a > ouverte_a),
  vue_a timestamptz not null
);
create index session_expire_a on session (expire_a);

grant select, insert, delete on session to ${application};
grant update (vue_a) on session to ${application};
