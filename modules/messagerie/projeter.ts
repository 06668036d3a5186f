import { sql } from 'kysely';
import type { FaitDeMessagerie } from './faits.ts';
import type { Tx } from './tables.ts';

/** Applique un fait aux projections ; le meme fait rejoue sur une base videe donne les memes lignes. */
export async function projeter(tx: Tx, fait: FaitDeMessagerie): Promise<void> {
  switch (fait.type) {
    case 'fil-ouvert':
      return ouvrir(tx, fait.donnees);
    case 'message-depose':
      return deposer(tx, fait.donnees);
    case 'message-remis':
      return void (await tx
        .updateTable('message')
        .set({ remis_a: fait.donnees.a })
        .where('id', '=', fait.donnees.message)
        .execute());
    case 'message-refuse':
      return void (await tx
        .updateTable('message')
        .set({ refus: fait.donnees.motif })
        .where('id', '=', fait.donnees.message)
        .execute());
    case 'messages-lus':
      return lire(tx, fait.donnees);
    case 'instruction-acceptee':
      return void (await tx
        .updateTable('message')
        .set({ acceptee_a: fait.donnees.a, acceptee_par: JSON.stringify(fait.donnees.par) })
        .where('id', '=', fait.donnees.message)
        .execute());
    case 'fil-verse':
      return void (await tx
        .insertInto('fil_verse')
        .values({ fil: fait.donnees.fil, acte_id: fait.donnees.acteId, verse_a: fait.donnees.a })
        .onConflict((conflit) => conflit.doNothing())
        .execute());
    case 'contenu-efface':
      return void (await tx
        .updateTable('fil')
        .set({ efface_a: fait.donnees.a })
        .where('id', '=', fait.donnees.fil)
        .execute());
    case 'permanence-prise':
      return tenir(tx, fait.donnees);
  }
}

type Donnees<T extends FaitDeMessagerie['type']> = Extract<FaitDeMessagerie, { type: T }>['donnees'];

async function ouvrir(
  tx: Tx,
  { fil, type, lien, participants, ouvertA }: Donnees<'fil-ouvert'>,
): Promise<void> {
  await tx
    .insertInto('fil')
    .values({
      id: fil,
      type,
      idj: lien.idj,
      mesure: lien.genre === 'mesure' ? lien.mesure : null,
      participants: JSON.stringify(participants),
      ouvert_a: ouvertA,
      dernier_a: ouvertA,
    })
    .execute();
  await tx
    .insertInto('fil_participant')
    .values(
      participants.map(({ code, fonction, matricule }) => ({
        fil,
        code,
        matricule: fonction === 'personne' ? (matricule ?? '') : '',
      })),
    )
    .onConflict((conflit) => conflit.doNothing())
    .execute();
}

async function deposer(tx: Tx, depose: Donnees<'message-depose'>): Promise<void> {
  const { messages: rang } = await tx
    .updateTable('fil')
    .set({ messages: sql<number>`messages + 1`, dernier_a: depose.emisA })
    .where('id', '=', depose.fil)
    .returning('messages')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('message')
    .values({
      id: depose.message,
      fil: depose.fil,
      rang,
      genre: depose.genre,
      auteur: JSON.stringify(depose.auteur),
      emis_a: depose.emisA,
      repond_a: depose.repondA,
      empreinte: depose.empreinte,
      distant: depose.distant,
    })
    .execute();
  // Qui ecrit a lu ce qui precede.
  await avancer(tx, { fil: depose.fil, par: depose.auteur, jusqua: rang, a: depose.emisA });
}

async function lire(tx: Tx, lus: Donnees<'messages-lus'>): Promise<void> {
  await avancer(tx, lus);
  await tx
    .insertInto('message_lu')
    .values({ fil: lus.fil, matricule: lus.par.matricule, rang: lus.jusqua, lu_a: lus.a })
    .onConflict((conflit) => conflit.doNothing())
    .execute();
}

const avancer = async (tx: Tx, { fil, par, jusqua, a }: Donnees<'messages-lus'>): Promise<void> =>
  void (await tx
    .insertInto('message_lecture')
    .values({ fil, matricule: par.matricule, par: JSON.stringify(par), jusqua, lu_a: a })
    .onConflict((conflit) =>
      conflit
        .columns(['fil', 'matricule'])
        .doUpdateSet({ jusqua, lu_a: a })
        .where('message_lecture.jusqua', '<', jusqua),
    )
    .execute());

async function tenir(tx: Tx, prise: Donnees<'permanence-prise'>): Promise<void> {
  const ligne = {
    service: prise.service,
    libelle: prise.libelle,
    tenant: JSON.stringify(prise.tenant),
    depuis: prise.a,
    note: prise.note,
    transmis: prise.fils.length,
  };
  await tx
    .insertInto('permanence')
    .values({ code: prise.code, ...ligne })
    .onConflict((conflit) => conflit.column('code').doUpdateSet(ligne))
    .execute();
}
