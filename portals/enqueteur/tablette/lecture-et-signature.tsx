import type { Probleme } from '@ppn/api-client';
import { annoncer, Bouton, Case, ChampTexte, Choix, Echec, TitrePage } from '@ppn/kit';
import { useEffect, useId, useState } from 'react';
import { IDENTITES } from '../acte/signatures/attendues.ts';
import type { OuvertureDeTablette } from '../application/types.ts';
import { CadreDeSignature } from './cadre-de-signature.tsx';
import type { ClientDeTablette } from './page-tablette.tsx';
import { TexteDeLActe } from './texte-de-l-acte.tsx';
import { creerReleve } from './trace.ts';

type Lecture = OuvertureDeTablette['lecture'];
type Signataire = Lecture['signataires'][number];
type Mention = 'refus' | 'impossibilite';

/** L'acte entier, puis une signature par personne qui le signe ; chacune confirme l'avoir lu. */
export function LectureEtSignature({
  client,
  lecture,
  surFin,
}: {
  readonly client: ClientDeTablette;
  readonly lecture: Lecture;
  readonly surFin: (phrase: string) => void;
}) {
  const [faits, poserFaits] = useState<readonly string[]>(
    lecture.signataires.filter(({ fait }) => fait).map(({ place }) => place),
  );
  const [choisi, poserChoisi] = useState<string | undefined>(undefined);
  const restants = lecture.signataires.filter(({ place }) => !faits.includes(place));
  const courant = restants.find(({ place }) => place === choisi) ?? restants[0];
  const suivre = (signataire: Signataire, reste: number): void => {
    const suite = [...faits, signataire.place];
    const suivant = lecture.signataires.find(({ place }) => !suite.includes(place));
    if (reste === 0 || suivant === undefined) return surFin('Merci. Tout est transmis à l’agent.');
    poserFaits(suite);
    poserChoisi(undefined);
    annoncer(`Passez l’appareil à ${suivant.nom}.`);
    scrollTo({ top: 0 });
  };
  return (
    <main className="tablette-acte">
      <div className="pile-serree">
        <TitrePage onglet="Lire et signer">Lisez cet acte en entier avant de signer</TitrePage>
        <p className="discret">Rédigé par {lecture.agent}, qui le signera après vous.</p>
      </div>
      <TexteDeLActe lecture={lecture} />
      <section className="tablette-signature" aria-label="Signature">
        {restants.length > 1 && courant !== undefined ? (
          <Choix
            legende="Qui signe maintenant ?"
            valeur={courant.place}
            options={restants.map(({ place, nom, qualite }) => ({
              valeur: place,
              libelle: `${nom}, ${qualite}`,
            }))}
            surChoix={poserChoisi}
          />
        ) : null}
        {courant === undefined ? null : (
          <UnSignataire
            key={courant.place}
            client={client}
            signataire={courant}
            surFait={(reste) => suivre(courant, reste)}
          />
        )}
      </section>
    </main>
  );
}

function UnSignataire({
  client,
  signataire,
  surFait,
}: {
  readonly client: ClientDeTablette;
  readonly signataire: Signataire;
  readonly surFait: (reste: number) => void;
}) {
  const [lu, poserLu] = useState(false);
  const [mention, poserMention] = useState<Mention | undefined>(undefined);
  const [entame, poserEntame] = useState(false);
  const [epoque, poserEpoque] = useState(0);
  const [envoi, poserEnvoi] = useState(false);
  const [refus, poserRefus] = useState<Pick<Probleme, 'title' | 'detail'> | undefined>(undefined);
  const [releve] = useState(creerReleve);
  const { place, nom, qualite } = signataire;
  const entamer = (): void => {
    poserEntame(true);
    poserRefus(undefined);
  };
  const effacer = (): void => {
    releve.vider();
    poserEntame(false);
    poserEpoque((une) => une + 1);
  };
  const conclure = (rendu: Awaited<ReturnType<typeof signer>>): void => {
    poserEnvoi(false);
    if (rendu.ok) surFait(rendu.valeur.reste);
    else poserRefus(rendu.refus);
  };
  const signer = () =>
    client.appeler('POST /api/tablette/signature', { corps: { place, lu: true, traces: releve.lire() } });
  const valider = async (): Promise<void> => {
    if (!lu) return poserRefus(A_LIRE);
    if (!entame) return poserRefus(A_SIGNER);
    poserEnvoi(true);
    return conclure(await signer());
  };
  const dire = async (etat: Mention, motif: string): Promise<void> => {
    poserEnvoi(true);
    conclure(await client.appeler('POST /api/tablette/mention', { corps: { place, etat, motif } }));
  };
  return (
    <div className="pile">
      <p className="tablette-identite">
        <strong>{nom}</strong>
        <span>
          {qualite} · {IDENTITES.find(({ valeur }) => valeur === signataire.identite)?.libelle}
        </span>
      </p>
      <Case coche={lu} surCoche={poserLu}>
        J’ai lu cet acte en entier, ou il m’a été lu.
      </Case>
      <CadreDeSignature releve={releve} epoque={epoque} nom={nom} surTrait={entamer} />
      {refus === undefined ? null : <Echec probleme={refus} />}
      <div className="tablette-gestes">
        <Bouton genre="primaire" enCours={envoi} onClick={() => void valider()}>
          Valider ma signature
        </Bouton>
        <Bouton onClick={effacer}>Effacer et recommencer</Bouton>
        <Bouton genre="discret" onClick={() => poserMention(mention === 'refus' ? undefined : 'refus')}>
          Je refuse de signer
        </Bouton>
        <Bouton
          genre="discret"
          onClick={() => poserMention(mention === 'impossibilite' ? undefined : 'impossibilite')}
        >
          Je ne peux pas signer
        </Bouton>
      </div>
      {mention === undefined ? null : (
        <DireSansSigner key={mention} mention={mention} surMotif={(motif) => void dire(mention, motif)} />
      )}
    </div>
  );
}

const A_LIRE = {
  title: 'Lisez d’abord l’acte',
  detail: 'Lisez l’acte en entier, puis cochez la case au-dessus du cadre.',
} as const;
const A_SIGNER = {
  title: 'Le cadre est vide',
  detail:
    'Signez dans le cadre, au doigt, au stylet ou à la souris. Sinon, dites que vous ne pouvez pas signer.',
} as const;

const PHRASES = {
  refus: {
    libelle: 'Pourquoi refusez-vous de signer ? (vous n’êtes pas obligé de le dire)',
    bouton: 'Confirmer mon refus',
  },
  impossibilite: {
    libelle: 'Pourquoi ne pouvez-vous pas signer ?',
    bouton: 'Confirmer que je ne peux pas signer',
  },
} as const;

function DireSansSigner({
  mention,
  surMotif,
}: {
  readonly mention: Mention;
  readonly surMotif: (motif: string) => void;
}) {
  const [motif, poserMotif] = useState('');
  const id = useId();
  useEffect(() => document.getElementById(id)?.focus(), [id]);
  return (
    <form
      className="pile tablette-mention"
      onSubmit={(evenement) => {
        evenement.preventDefault();
        surMotif(motif);
      }}
    >
      <ChampTexte
        libelle={PHRASES[mention].libelle}
        maxLength={500}
        value={motif}
        id={id}
        surSaisie={poserMotif}
      />
      <div>
        <Bouton type="submit" genre="danger">
          {PHRASES[mention].bouton}
        </Bouton>
      </div>
    </form>
  );
}
