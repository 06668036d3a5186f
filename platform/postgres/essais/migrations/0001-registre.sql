create table registre (numero bigint generated always as identity primary key, jour date not null, texte text not null);
grant select, insert on registre to ${application};
