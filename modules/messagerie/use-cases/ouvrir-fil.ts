import { acceder } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import { verrouiller } from '../consigner.ts';
import type { Adresse, FilAOuvrir } from '../contract.ts';
import { fluxFil } from '../faits.ts';
import { fonctionDe, permanenceDe, type PortsMessagerie } from '../ports.ts';
import { ecrireMessage } from './deposer-message.ts';

/** Ouvre un fil avec son premier message ; renvoye, le meme fil n'est pas double. L'agent doit avoir acces au dossier qu'il vise. */
export async function ouvrirFil(
  ports: PortsMessagerie,
  agent: Agent,
  demande: FilAOuvrir,
  adresse: string,
): Promise<void> {
  const participants = participantsDe(
    ports,
    agent,
    demande,
    await uniteSaisie(ports, agent, demande, adresse),
  );
  await dansUneTransaction(ports.db, async (tx) => {
    await verrouiller(tx, fluxFil(demande.id));
    const deja = await tx.selectFrom('fil').selectAll().where('id', '=', demande.id).executeTakeFirst();
    if (deja !== undefined && deja.idj !== demande.lien.idj)
      throw refuser(409, 'fil-deja-ouvert', 'Un autre fil a déjà cet identifiant : recommencez.');
    const fil = {
      id: demande.id,
      type: demande.type,
      lien: demande.lien,
      participants: [...participants],
      ouvertA: ports.maintenant().toISOString(),
    };
    await ecrireMessage(tx, ports, { agent, fil, demande: demande.message, ouvrir: deja === undefined });
  });
  await etape('messagerie.fil-ouvert');
  ports.reveiller();
}

/** L'unite saisie de ce que le fil vise, si l'agent y a acces : le dossier, ou la mesure que sa juridiction controle deja (62-3 CPP). */
async function uniteSaisie(
  ports: PortsMessagerie,
  agent: Agent,
  { lien }: FilAOuvrir,
  adresse: string,
): Promise<{ readonly code: string; readonly libelle: string }> {
  if (lien.genre === 'dossier') {
    const libelle = 'ouvrir un fil de messages';
    return (await acceder(ports.dossier, { agent, idj: lien.idj, action: 'consulter', adresse, libelle }))
      .unite;
  }
  const mesure = await ports.accederALaMesure(agent, lien.mesure, adresse);
  if (mesure.idj !== lien.idj)
    throw refuser(422, 'mesure-d-un-autre-dossier', 'Cette mesure n’est pas de ce dossier.');
  return mesure.unite;
}

function participantsDe(
  ports: PortsMessagerie,
  agent: Agent,
  { type, destinataire }: FilAOuvrir,
  unite: { readonly code: string; readonly libelle: string },
): readonly Adresse[] {
  const moi = fonctionDe(agent);
  if (type !== 'parquet-enquete')
    return destinataire === null ? [moi] : [moi, collegue(ports, agent, destinataire)];
  if (destinataire === null || destinataire.service === agent.service)
    throw refuser(422, 'destinataire-attendu', 'Choisissez à qui écrire dans l’autre ministère.', {
      champs: [{ champ: 'destinataire', phrase: 'Choisissez un destinataire.' }],
    });
  return [
    moi,
    destinataire.service === 'justice' ? juridictionDe(ports, destinataire) : uniteDe(destinataire, unite),
  ];
}

function juridictionDe(
  { juridictions }: PortsMessagerie,
  { code, fonction, matricule, libelle }: Adresse,
): Adresse {
  const connue = juridictions.find((juridiction) => juridiction.code === code);
  if (connue === undefined)
    throw refuser(422, 'destinataire-inconnu', 'Cette juridiction n’est pas dans la liste.');
  return fonction === 'personne'
    ? { service: 'justice', code, libelle, fonction, matricule }
    : {
        service: 'justice',
        code,
        libelle: permanenceDe(connue.libelle),
        fonction: 'permanence',
        matricule: null,
      };
}

function uniteDe(
  { code, fonction, matricule, libelle }: Adresse,
  unite: { readonly code: string; readonly libelle: string },
): Adresse {
  if (code !== unite.code)
    throw refuser(422, 'destinataire-inconnu', 'Cette unité n’est pas celle qui est saisie du dossier.');
  return fonction === 'personne'
    ? { service: 'interieur', code, libelle, fonction, matricule }
    : { service: 'interieur', code, libelle: unite.libelle, fonction: 'unite', matricule: null };
}

/** Un collegue du meme service, nomme. */
function collegue({ dossier }: PortsMessagerie, agent: Agent, { matricule }: Adresse): Adresse {
  const trouve = matricule === null ? undefined : dossier.agent(matricule);
  if (trouve === undefined || trouve.rattachement.code !== agent.rattachement.code)
    throw refuser(422, 'destinataire-inconnu', 'Ce collègue n’est pas de votre service.');
  return {
    service: trouve.service,
    code: trouve.rattachement.code,
    libelle: `${trouve.prenom} ${trouve.nom}`,
    fonction: 'personne',
    matricule: trouve.matricule,
  };
}
