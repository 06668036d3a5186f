import type { MessageVu } from '@ppn/messagerie/contract';
import { Bouton, dateEtHeure, heure, Puce, taille } from '@ppn/kit';
import { usePoste } from './contexte.tsx';

const GENRES = {
  message: null,
  'compte-rendu': 'Compte rendu',
  instruction: 'Instruction',
  passation: 'Passation',
} as const;

/** Un message : qui, quand, ce qu'il dit, ou il en est (remis, lu, accepte). */
export function Bulle({
  fil,
  message,
  accepter,
}: {
  readonly fil: string;
  readonly message: MessageVu;
  /** Absent : cet agent n'accepte pas cette instruction. */
  readonly accepter?: (() => void) | undefined;
}) {
  const { moi } = usePoste();
  const mien = message.auteur.matricule === moi.matricule;
  const genre = GENRES[message.genre];
  return (
    <li className={`bulle ${mien ? 'bulle-mienne' : ''} bulle-${message.genre}`} id={`message-${message.id}`}>
      <p className="bulle-tete">
        <strong>{mien ? 'Vous' : message.auteur.nom}</strong>
        <span className="discret">{message.auteur.rattachement}</span>
        {genre === null ? null : (
          <Puce ton={message.genre === 'instruction' ? 'accent' : 'info'}>{genre}</Puce>
        )}
        <time dateTime={message.emisA} title={dateEtHeure(message.emisA)}>
          {heure(message.emisA)}
        </time>
      </p>
      <Contenu fil={fil} message={message} />
      {mien ? <Remise message={message} /> : null}
      {message.genre !== 'instruction' ? null : message.acceptee === null ? (
        accepter === undefined ? (
          <p className="petit discret">Pas encore acceptée par l’unité.</p>
        ) : (
          <Bouton genre="primaire" onClick={accepter}>
            Accepter l’instruction
          </Bouton>
        )
      ) : (
        <p className="petit">
          <Puce ton="succes">acceptée</Puce> par {message.acceptee.par.nom}, {dateEtHeure(message.acceptee.a)}
        </p>
      )}
    </li>
  );
}

function Contenu({ fil, message: { contenu } }: { readonly fil: string; readonly message: MessageVu }) {
  const { client } = usePoste();
  if (contenu === null)
    return (
      <p className="discret">Contenu effacé : sa conservation est finie. L’empreinte reste au journal.</p>
    );
  const { compteRendu } = contenu;
  return (
    <>
      {compteRendu === null ? null : (
        <dl className="compte-rendu">
          <Ligne nom="Nature" valeur={compteRendu.nature} />
          {compteRendu.personnes.map(({ nom, qualite }) => (
            <Ligne key={nom + qualite} nom={qualite || 'personne'} valeur={nom} />
          ))}
          {compteRendu.faits.map((fait) => (
            <Ligne key={fait} nom="Fait" valeur={fait} />
          ))}
          <Ligne nom="Garde à vue" valeur={compteRendu.gardeAVue} />
          <Ligne nom="Synthèse" valeur={compteRendu.synthese} />
          <Ligne nom="Question" valeur={compteRendu.question} />
        </dl>
      )}
      {contenu.texte === '' ? null : <p className="bulle-texte">{contenu.texte}</p>}
      {contenu.jointes.length === 0 ? null : (
        <ul className="bulle-jointes">
          {contenu.jointes.map((jointe) => (
            <li key={jointe.id}>
              {jointe.genre === 'fichier' ? (
                <a
                  href={client.adresse('GET /api/fils/:fil/fichiers/:id', { fil, id: jointe.id })}
                  download={jointe.nom}
                >
                  {jointe.nom}
                </a>
              ) : (
                <span>
                  {jointe.nom} <span className="discret">(pièce du dossier)</span>
                </span>
              )}{' '}
              <span className="discret chiffres">{taille(jointe.taille)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const Ligne = ({ nom, valeur }: { readonly nom: string; readonly valeur: string }) =>
  valeur === '' ? null : (
    <>
      <dt>{nom}</dt>
      <dd>{valeur}</dd>
    </>
  );

/** Ou en est un message que j'ai ecrit. */
function Remise({ message }: { readonly message: MessageVu }) {
  if (message.remise === 'refuse')
    return (
      <p className="petit">
        <Puce ton="danger">refusé</Puce> {message.attente}
      </p>
    );
  const [premier] = message.lus;
  if (premier !== undefined)
    return (
      <p className="petit discret">
        Lu par {premier.par.nom} à {heure(premier.a)}
        {message.lus.length > 1
          ? `, et ${message.lus.length - 1} autre${message.lus.length > 2 ? 's' : ''}`
          : ''}
      </p>
    );
  if (message.remise === 'en-route')
    return (
      <p className="petit discret">
        {message.attente === null ? 'En route' : `En attente : ${message.attente}`}
      </p>
    );
  return (
    <p className="petit discret">
      {message.remise === 'remis' && message.remisA !== null
        ? `Remis à ${heure(message.remisA)}`
        : 'Enregistré'}
      , pas encore lu
    </p>
  );
}
